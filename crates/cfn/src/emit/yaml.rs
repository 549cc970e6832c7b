//! Writes YAML with CloudFormation's short tags.
//!
//! A tag stands before one scalar or list, and YAML allows one tag per node: where the argument is itself a tagged
//! function, the outer one takes its long form (`Fn::Base64: !Sub …`).

use super::scalar::{self, Context};
use crate::{Map, Template, Tree, short};

/// The longest list of arguments that is written in brackets, in characters.
const FLOW_WIDTH: usize = 90;

/// YAML readers give up on a key that is longer than 1,024 characters, unless a `?` announces it.
const KEY_WIDTH: usize = 1000;

impl Tree {
    /// Writes YAML that a reader of version 1.1 and one of version 1.2 read alike.
    ///
    /// ```
    /// use cfn::{Emit, Pseudo, Tree, sub};
    /// let tree = Tree::single("Url", sub!("wss://{}/dev", Pseudo::UrlSuffix).emit());
    /// assert_eq!(tree.to_yaml(), "Url: !Sub wss://${AWS::URLSuffix}/dev\n");
    /// ```
    pub fn to_yaml(&self) -> String {
        let mut writer = Writer::default();
        let on_one_line = inline(self, Context::Block).is_some() || tagged(self).is_some();
        match self {
            Self::Map(map) if !on_one_line => writer.sections(map),
            Self::List(_) if !on_one_line => writer.block(self, 0),
            scalar_or_function => writer.value(scalar_or_function, 0, After::Dash),
        }
        writer.text
    }
}

impl Template {
    /// Writes the template as YAML, the form that people read.
    pub fn to_yaml(&self) -> String {
        self.tree().to_yaml()
    }
}

/// What stands on the line before a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    /// `key:`, without a blank.
    Key,
    /// `- `, or nothing.
    Dash,
}

#[derive(Debug, Default)]
struct Writer {
    text: String,
}

impl Writer {
    /// The sections of a template, with blank lines between them and between the resources.
    fn sections(&mut self, sections: &Map) {
        for (index, (name, section)) in sections.iter().enumerate() {
            if index > 0 && inline(section, Context::Block).is_none() {
                self.text.push('\n');
            }
            match section {
                Tree::Map(resources) if name == "Resources" && !resources.is_empty() => {
                    self.text.push_str("Resources:\n");
                    for (index, (id, resource)) in resources.iter().enumerate() {
                        self.text.push_str(if index > 0 { "\n  " } else { "  " });
                        self.entry(id, resource, 2);
                    }
                }
                _ => self.entry(name, section, 0),
            }
        }
    }

    /// A key, whose column is `indent`, and its value.
    fn entry(&mut self, key: &str, value: &Tree, indent: usize) {
        let key = scalar::inline(key, Context::Block);
        if key.len() > KEY_WIDTH {
            self.text.extend(["? ", &key, "\n"]);
            self.pad(indent);
        } else {
            self.text.push_str(&key);
        }
        self.text.push(':');
        self.value(value, indent, After::Key);
    }

    /// A value, to the end of its last line; `indent` is the column of its key or dash.
    fn value(&mut self, value: &Tree, indent: usize, after: After) {
        let blank = if after == After::Key { " " } else { "" };
        if let Some(text) = inline(value, Context::Block) {
            self.text.extend([blank, &text, "\n"]);
        } else if let Some((tag, argument)) = tagged(value) {
            self.text.extend([blank, "!", tag]);
            self.value(argument, indent, After::Key);
        } else if let Tree::String(text) = value {
            self.text.push_str(blank);
            self.lines(text, indent + 2);
        } else {
            if after == After::Key {
                self.text.push('\n');
                self.pad(indent + 2);
            }
            self.block(value, indent + 2);
        }
    }

    /// The entries of a map or the items of a list, from where the cursor stands, which is the column `indent`.
    fn block(&mut self, value: &Tree, indent: usize) {
        match value {
            Tree::Map(map) => {
                for (index, (key, value)) in map.iter().enumerate() {
                    self.pad(if index > 0 { indent } else { 0 });
                    self.entry(key, value, indent);
                }
            }
            Tree::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.pad(if index > 0 { indent } else { 0 });
                    self.text.push_str("- ");
                    self.value(item, indent, After::Dash);
                }
            }
            _ => {}
        }
    }

    /// Text of several lines as a block scalar.
    fn lines(&mut self, text: &str, indent: usize) {
        self.text.push_str(scalar::block_header(text).unwrap_or_default());
        self.text.push('\n');
        for line in text.lines() {
            if !line.is_empty() {
                self.pad(indent);
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }

    fn pad(&mut self, blanks: usize) {
        self.text.extend(std::iter::repeat_n(' ', blanks));
    }
}

/// The value on one line, if it fits there.
fn inline(value: &Tree, context: Context) -> Option<String> {
    Some(match value {
        Tree::Null => "null".to_owned(),
        Tree::Bool(value) => value.to_string(),
        Tree::Int(value) => value.to_string(),
        Tree::Float(value) => scalar::float(*value),
        Tree::String(text) if context == Context::Block && scalar::block_header(text).is_some() => {
            return None;
        }
        Tree::String(text) => scalar::inline(text, context),
        Tree::List(items) if items.is_empty() => "[]".to_owned(),
        Tree::Map(map) if map.is_empty() => "{}".to_owned(),
        Tree::List(items) if context == Context::Flow => brackets(items)?,
        Tree::List(_) => return None,
        Tree::Map(_) => {
            if let Some(attribute) = dotted_attribute(value) {
                format!("!GetAtt {}", scalar::inline(&attribute, context))
            } else {
                let (tag, argument) = tagged(value)?;
                let argument = match argument {
                    Tree::List(items) => brackets(items)?,
                    scalar => inline(scalar, context)?,
                };
                format!("!{tag} {argument}")
            }
        }
    })
}

/// A list in brackets, if it is short and holds no maps and no text of several lines.
fn brackets(items: &[Tree]) -> Option<String> {
    let is_short = |text: &String| text.chars().count() <= FLOW_WIDTH;
    let several_lines = |item: &Tree| item.as_str().is_some_and(|text| text.contains('\n'));
    if items.iter().any(several_lines) {
        return None;
    }
    let items: Option<Vec<_>> = items.iter().map(|item| inline(item, Context::Flow)).collect();
    Some(format!("[{}]", items?.join(", "))).filter(is_short)
}

/// The tag and argument of a function that can be written short.
fn tagged(value: &Tree) -> Option<(&str, &Tree)> {
    let (function, argument) = value.as_single()?;
    let tag = short::short_form(function)?;
    let takes_tag = match argument {
        Tree::List(_) => !matches!(tag, "Ref" | "Condition"),
        // `!GetAtt A.B` reads as a list.
        Tree::String(_) => tag != "GetAtt",
        _ => false,
    };
    takes_tag.then_some((tag, argument))
}

/// `Id.Attribute` of a `Fn::GetAtt` that reads back from this form.
fn dotted_attribute(value: &Tree) -> Option<String> {
    let ("Fn::GetAtt", Tree::List(arguments)) = value.as_single()? else {
        return None;
    };
    match arguments.as_slice() {
        [Tree::String(id), Tree::String(attribute)] if !id.contains('.') => Some(format!("{id}.{attribute}")),
        _ => None,
    }
}

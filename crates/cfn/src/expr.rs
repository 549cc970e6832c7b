//! Intrinsic functions: one untyped expression tree, resolved by CloudFormation when the stack is deployed.

use crate::{LogicalId, Tree, Value, tree::Map};

/// A value that only CloudFormation knows.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A literal inside a larger expression.
    Literal(Tree),
    /// `Ref` of a resource or parameter.
    Ref(LogicalId),
    /// `Fn::GetAtt` of a resource's attribute.
    GetAtt(LogicalId, String),
    /// A pseudo parameter such as `AWS::Region`.
    Pseudo(Pseudo),
    /// `Fn::Sub`: text with holes. Build it with [`sub!`](crate::sub!).
    Sub(Vec<Part>),
    /// `Fn::Join`: the items of a list with the delimiter between them.
    Join(String, Box<Expr>),
    /// `Fn::Select`: one item of a list, counted from 0.
    Select(usize, Box<Expr>),
    /// `Fn::Split`: the pieces of a text between delimiters.
    Split(String, Box<Expr>),
    /// `Fn::If`: the first value where the named condition holds, else the second.
    If(String, Box<Expr>, Box<Expr>),
    /// `Fn::FindInMap`: mapping, top-level key, second-level key.
    FindInMap(String, Box<Expr>, Box<Expr>),
    /// `Fn::Base64`.
    Base64(Box<Expr>),
    /// `Fn::ImportValue` of another stack's export.
    ImportValue(Box<Expr>),
    /// A list whose items may be expressions.
    List(Vec<Expr>),
}

/// A value that CloudFormation provides in every template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pseudo {
    /// The account's twelve digits.
    AccountId,
    /// The topics that stack events go to.
    NotificationArns,
    /// Removes the property it stands for, where it is the result of `Fn::If`.
    NoValue,
    /// `aws`, `aws-cn` or `aws-us-gov`.
    Partition,
    /// The region, such as `eu-central-1`.
    Region,
    /// The stack's ARN.
    StackId,
    /// The stack's name.
    StackName,
    /// `amazonaws.com`, or `amazonaws.com.cn` in China.
    UrlSuffix,
}

impl Pseudo {
    /// Every pseudo parameter.
    pub const ALL: [Self; 8] = [
        Self::AccountId,
        Self::NotificationArns,
        Self::NoValue,
        Self::Partition,
        Self::Region,
        Self::StackId,
        Self::StackName,
        Self::UrlSuffix,
    ];

    /// The name that `Ref` takes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccountId => "AWS::AccountId",
            Self::NotificationArns => "AWS::NotificationARNs",
            Self::NoValue => "AWS::NoValue",
            Self::Partition => "AWS::Partition",
            Self::Region => "AWS::Region",
            Self::StackId => "AWS::StackId",
            Self::StackName => "AWS::StackName",
            Self::UrlSuffix => "AWS::URLSuffix",
        }
    }

    /// The pseudo parameter of this name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pseudo| pseudo.name() == name)
    }

    /// This pseudo parameter where a `T` is wanted; `Pseudo::NoValue.value()` removes any property.
    pub fn value<T>(self) -> Value<T> {
        Value::Expr(Expr::Pseudo(self))
    }
}

/// A piece of an [`Expr::Sub`].
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Text that stands as written; a literal `${` in it is escaped when emitted.
    Text(String),
    /// A hole that CloudFormation fills.
    Hole(Expr),
}

impl Expr {
    /// Lowers the expression into the template's tree.
    pub fn to_tree(&self) -> Tree {
        match self {
            Self::Literal(tree) => tree.clone(),
            Self::Ref(id) => Tree::single("Ref", id.as_str()),
            Self::GetAtt(id, attribute) => Tree::single("Fn::GetAtt", [id.as_str(), attribute]),
            Self::Pseudo(pseudo) => Tree::single("Ref", pseudo.name()),
            Self::Sub(parts) => lower_sub(parts),
            Self::Join(delimiter, items) => {
                Tree::single("Fn::Join", [Tree::from(delimiter.as_str()), items.to_tree()])
            }
            Self::Select(index, items) => Tree::single(
                "Fn::Select",
                [
                    Tree::Int(i64::try_from(*index).unwrap_or(i64::MAX)),
                    items.to_tree(),
                ],
            ),
            Self::Split(delimiter, text) => {
                Tree::single("Fn::Split", [Tree::from(delimiter.as_str()), text.to_tree()])
            }
            Self::If(condition, yes, no) => Tree::single(
                "Fn::If",
                [Tree::from(condition.as_str()), yes.to_tree(), no.to_tree()],
            ),
            Self::FindInMap(mapping, first, second) => Tree::single(
                "Fn::FindInMap",
                [Tree::from(mapping.as_str()), first.to_tree(), second.to_tree()],
            ),
            Self::Base64(text) => Tree::single("Fn::Base64", text.to_tree()),
            Self::ImportValue(name) => Tree::single("Fn::ImportValue", name.to_tree()),
            Self::List(items) => items.iter().map(Self::to_tree).collect(),
        }
    }
}

/// Lowers the parts of `Fn::Sub` into text, and variables for the holes that text cannot name.
#[derive(Default)]
struct Lowering {
    text: String,
    /// Literal text that is not escaped yet: a `$` and a `{` of two parts meet only here.
    literal: String,
    variables: Map,
    has_holes: bool,
}

fn lower_sub(parts: &[Part]) -> Tree {
    let mut lowering = Lowering::default();
    lowering.parts(parts);
    if !lowering.has_holes {
        return Tree::String(lowering.literal);
    }
    lowering.flush();
    let text = Tree::String(lowering.text);
    if lowering.variables.is_empty() {
        Tree::single("Fn::Sub", text)
    } else {
        Tree::single("Fn::Sub", [text, Tree::Map(lowering.variables)])
    }
}

impl Lowering {
    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Text(text) => self.literal.push_str(text),
                Part::Hole(Expr::Sub(inner)) => self.parts(inner),
                Part::Hole(Expr::Literal(tree)) => match tree.scalar_text() {
                    Some(text) => self.literal.push_str(&text),
                    None => self.variable(tree.clone()),
                },
                Part::Hole(Expr::Ref(id)) => self.hole(id.as_str()),
                Part::Hole(Expr::GetAtt(id, attribute)) => self.hole(&format!("{id}.{attribute}")),
                Part::Hole(Expr::Pseudo(pseudo)) => self.hole(pseudo.name()),
                Part::Hole(other) => self.variable(other.to_tree()),
            }
        }
    }

    fn hole(&mut self, name: &str) {
        self.has_holes = true;
        self.flush();
        self.text.extend(["${", name, "}"]);
    }

    /// A variable's name has an underscore, which no logical id has, so that it cannot hide one.
    fn variable(&mut self, value: Tree) {
        let name = format!("Part_{}", self.variables.len() + 1);
        self.hole(&name);
        self.variables.insert(name, value);
    }

    /// `${!name}` stands for the text `${name}`.
    fn flush(&mut self) {
        let literal = std::mem::take(&mut self.literal);
        self.text.push_str(&literal.replace("${", "${!"));
    }
}

#[cfg(test)]
mod tests;

//! `#set`, `#if`, `#foreach` and their relatives.

use super::{Parsed, Parser, text::push};
use crate::{
    ast::{Branch, Expression, Foreach, Kind, Node},
    error::SyntaxProblem,
};

/// A directive that ends a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closer {
    ElseIf,
    Else,
    End,
}

impl Closer {
    fn spelled(self) -> &'static str {
        match self {
            Self::ElseIf => "#elseif",
            Self::Else => "#else",
            Self::End => "#end",
        }
    }
}

/// `#name` or `#{name}`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'s> {
    pub(super) name: &'s str,
    /// How many bytes it takes, hash and braces included.
    pub(super) length: usize,
}

impl<'s> Word<'s> {
    /// The word at the start of a text.
    pub(super) fn read(text: &'s str) -> Option<Self> {
        let after = text.strip_prefix('#')?;
        let bare = after.strip_prefix('{').unwrap_or(after);
        let braces = after.len() - bare.len();
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '@');
        let name = &bare[..bare.find(|c| !part(c)).unwrap_or(bare.len())];
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '@'));
        let closed = braces == 0 || bare[name.len()..].starts_with('}');
        (begins && closed).then_some(Self {
            name,
            length: 1 + 2 * braces + name.len(),
        })
    }

    /// Whether pairs of backslashes before it become one each. Velocity forgets `#set` and most names in braces.
    pub(super) fn takes_escapes(&self) -> bool {
        let in_braces = self.length > 1 + self.name.len();
        match self.name {
            "set" => false,
            "if" | "elseif" | "else" | "end" => true,
            _ => !in_braces,
        }
    }

    /// Whether Velocity knows it, so that a backslash escapes it.
    pub(super) fn is_directive(&self) -> bool {
        is_unsupported(self.name)
            || matches!(
                self.name,
                "set" | "if" | "elseif" | "else" | "end" | "foreach" | "break" | "stop"
            )
    }
}

fn is_unsupported(name: &str) -> bool {
    matches!(name, "macro" | "parse" | "include" | "evaluate" | "define")
}

/// Whether it calls a macro with a block: `#@name(…) … #end`.
fn is_block_macro(name: &str) -> bool {
    name.starts_with('@')
}

impl Parser<'_> {
    /// The directive whose word the parser is at; a closing one is handed back.
    pub(super) fn directive(&mut self, nodes: &mut Vec<Node>, word: Word<'_>) -> Option<(Closer, usize)> {
        let start = self.at;
        self.at += word.length;
        let node = match word.name {
            "end" | "else" => {
                self.line_end();
                let closer = if word.name == "end" {
                    Closer::End
                } else {
                    Closer::Else
                };
                return Some((closer, start));
            }
            "elseif" => return Some((Closer::ElseIf, start)),
            "set" if self.has_arguments() => self.set(),
            "if" => Some(self.branches(start)),
            "foreach" => self.foreach(start),
            "break" => {
                self.no_arguments();
                Some(Node::Break)
            }
            "stop" => {
                self.no_arguments();
                Some(Node::Stop)
            }
            name if (is_unsupported(name) || is_block_macro(name)) && self.has_arguments() => {
                let fault = self.fault_at(start, SyntaxProblem::Unsupported(name.to_owned()));
                self.report(fault);
                self.skip_arguments();
                None
            }
            _ => {
                self.skip_arguments();
                push(nodes, &self.source[start..self.at]);
                None
            }
        };
        nodes.extend(node);
        None
    }

    /// Reports a closing directive that closes nothing.
    pub(super) fn orphan(&mut self, closer: Closer, at: usize) {
        let fault = self.fault_at(at, SyntaxProblem::Orphan(closer.spelled()));
        self.report(fault);
        if closer == Closer::ElseIf {
            self.skip_arguments();
        }
    }

    fn has_arguments(&self) -> bool {
        self.rest().trim_start_matches([' ', '\t']).starts_with('(')
    }

    /// Moves behind a pair of round brackets, if there is one.
    fn skip_arguments(&mut self) {
        if self.has_arguments() {
            self.eat_while(|byte| matches!(byte, b' ' | b'\t'));
            self.recover(self.at);
        }
    }

    fn no_arguments(&mut self) {
        let _ = self.eat("()");
    }

    /// `( … )` with the line end behind it; what goes wrong inside is reported, and the parser goes on behind it.
    fn arguments<T>(&mut self, part: impl FnOnce(&mut Self) -> Parsed<T>) -> Option<T> {
        self.eat_while(|byte| matches!(byte, b' ' | b'\t'));
        let open = self.at;
        let result = self.require("(", "`(`").and_then(|()| {
            let value = self.nested(part)??;
            self.blanks();
            self.require(")", "`)` or an operator")?;
            Ok(value)
        });
        match result {
            Ok(value) => {
                self.line_end();
                Some(value)
            }
            Err(fault) => {
                self.report(fault);
                if !self.abandoned && self.source[open..].starts_with('(') {
                    self.recover(open);
                    self.line_end();
                }
                None
            }
        }
    }

    fn set(&mut self) -> Option<Node> {
        self.arguments(|parser| {
            parser.blanks();
            let target = parser.required_reference()?;
            parser.blanks();
            if parser.looks_at("==") {
                return Err(parser.expected("a single `=`"));
            }
            parser.require("=", "`=`")?;
            let value = parser.expression()?;
            Ok(Node::Set { target, value })
        })
    }

    /// `#if`, whose word is read, and everything up to its `#end`.
    fn branches(&mut self, start: usize) -> Node {
        let mut branches = Vec::new();
        let mut otherwise = Vec::new();
        let mut closer = Some(Closer::ElseIf);
        while closer == Some(Closer::ElseIf) {
            let condition = self.arguments(Self::expression).unwrap_or(Expression {
                at: start,
                kind: Kind::Bool(false),
            });
            let (body, end) = self.body(&[Closer::ElseIf, Closer::Else, Closer::End]);
            branches.push(Branch { condition, body });
            closer = end;
        }
        if closer == Some(Closer::Else) {
            (otherwise, closer) = self.body(&[Closer::End]);
        }
        self.closed(closer, start, "`#if`");
        Node::If { branches, otherwise }
    }

    fn foreach(&mut self, start: usize) -> Option<Node> {
        let head = self.arguments(|parser| {
            parser.blanks();
            let variable = parser.required_reference()?.name;
            parser.blanks();
            let before = parser.at;
            if parser.eat_while(|byte| byte.is_ascii_alphanumeric()) != "in" {
                parser.at = before;
                return Err(parser.expected("`in`"));
            }
            Ok((variable, parser.parameter()?))
        });
        let (body, closer) = self.body(&[Closer::End]);
        self.closed(closer, start, "`#foreach`");
        head.map(|(variable, items)| {
            Node::Foreach(Foreach {
                at: self.base + start,
                variable,
                items,
                body,
            })
        })
    }

    fn body(&mut self, accepted: &[Closer]) -> (Vec<Node>, Option<Closer>) {
        match self.nested(|parser| parser.block(accepted)) {
            Ok(result) => result,
            Err(fault) => {
                self.report(fault);
                (Vec::new(), None)
            }
        }
    }

    fn closed(&mut self, closer: Option<Closer>, start: usize, what: &'static str) {
        if closer.is_none() {
            let fault = self.fault_at(start, SyntaxProblem::Unclosed { what });
            self.report(fault);
        }
    }
}

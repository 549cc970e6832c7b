//! The text around directives and references: runs of text, comments, literal blocks, escapes.

use super::{
    Parser,
    directive::{Closer, Word},
};
use crate::{
    ast::{Node, Reference, Step},
    error::SyntaxProblem,
};

impl Parser<'_> {
    /// The whole template.
    pub(super) fn template(&mut self) -> Vec<Node> {
        self.block(&[]).0
    }

    /// Everything up to the end, or to a directive that closes what was opened.
    ///
    /// A closing directive that is not among `accepted` is reported and skipped.
    pub(super) fn block(&mut self, accepted: &[Closer]) -> (Vec<Node>, Option<Closer>) {
        let mut nodes = Vec::new();
        loop {
            self.blanks_before_set();
            let closer = match self.peek() {
                None => return (nodes, None),
                Some(b'$') => {
                    self.dollar(&mut nodes, 0);
                    None
                }
                Some(b'#') => self.hash(&mut nodes),
                Some(b'\\') => self.backslashes(&mut nodes),
                Some(_) => {
                    let run = self.eat_while(|byte| !matches!(byte, b'$' | b'#' | b'\\'));
                    push(&mut nodes, run);
                    None
                }
            };
            if let Some((closer, at)) = closer {
                if accepted.contains(&closer) {
                    return (nodes, Some(closer));
                }
                self.orphan(closer, at);
            }
        }
    }

    /// `#set` leaves no trace of the blanks before it, unless text stands before those: Velocity's lexer takes text
    /// and blanks in one piece.
    fn blanks_before_set(&mut self) {
        self.at += self.blanks_to_set().unwrap_or_default();
    }

    /// How many blanks stand here before a `#set`, if nothing else does.
    fn blanks_to_set(&self) -> Option<usize> {
        let rest = self.rest().trim_start_matches([' ', '\t']);
        let word = Word::read(rest).filter(|word| word.name == "set")?;
        let arguments = rest[word.length..].trim_start_matches(' ').starts_with('(');
        arguments.then(|| self.rest().len() - rest.len())
    }

    /// A reference, or a dollar that is text; `backslashes` stand before it.
    fn dollar(&mut self, nodes: &mut Vec<Node>, backslashes: usize) {
        if !self.begins_reference() {
            push(nodes, &"\\".repeat(backslashes));
            self.lone(nodes, '$');
            return;
        }
        let start = self.at;
        match self.reference() {
            Ok(reference) => {
                let swallows = swallows_comment(&reference);
                nodes.push(Node::Reference(Reference {
                    backslashes,
                    ..reference
                }));
                if swallows && self.looks_at("##") && !self.looks_at("###") {
                    push(nodes, "##");
                    self.at += 2;
                }
            }
            Err(fault) => {
                let open = self.source[start..self.at].find(['(', '[']);
                self.report(fault);
                if let Some(open) = open.filter(|_| !self.abandoned) {
                    self.recover(start + open);
                }
            }
        }
    }

    /// A directive, a comment, a literal block, or a hash that is text.
    fn hash(&mut self, nodes: &mut Vec<Node>) -> Option<(Closer, usize)> {
        if self.looks_at("##") {
            self.eat_while(|byte| !matches!(byte, b'\n' | b'\r'));
            let _ = self.eat("\r\n") || self.eat("\n") || self.eat("\r");
        } else if self.looks_at("#*") {
            self.delimited("*#", "a comment");
        } else if self.looks_at("#[[") {
            let block = self.delimited("]]#", "a literal block");
            push(nodes, block);
        } else if let Some(word) = Word::read(self.rest()) {
            return self.directive(nodes, word);
        } else {
            self.lone(nodes, '#');
        }
        None
    }

    /// What stands between an opening of two or three characters, at which the parser is, and its end.
    fn delimited(&mut self, end: &'static str, what: &'static str) -> &str {
        let start = self.at;
        let opening = end.len();
        let Some(length) = self.rest().get(opening..).and_then(|rest| rest.find(end)) else {
            let fault = self.fault(SyntaxProblem::Unclosed { what });
            self.report(fault);
            self.at = self.source.len();
            return "";
        };
        self.at = start + opening + length + end.len();
        &self.source[start + opening..][..length]
    }

    /// A dollar or hash that begins nothing. A `#set` swallows it with the blanks between: another slip of the lexer.
    fn lone(&mut self, nodes: &mut Vec<Node>, character: char) {
        let start = self.at;
        self.at += 1;
        let last = self.rest().is_empty() || (character == '$' && self.rest() == "!");
        if last && !self.inside_string {
            let fault = self.fault_at(start, SyntaxProblem::LoneAtEnd(character));
            self.report(fault);
        }
        // Digits behind a hash are a piece of their own, which the blanks before a `#set` do not belong to.
        if character == '#' {
            self.eat_while(|byte| byte.is_ascii_digit());
        }
        let piece = &self.source[start..self.at];
        if piece.len() > 1 || self.blanks_to_set().is_none() {
            push(nodes, piece);
        }
    }

    /// Backslashes escape what follows if that is a reference or directive, and are text otherwise.
    fn backslashes(&mut self, nodes: &mut Vec<Node>) -> Option<(Closer, usize)> {
        let run = self.eat_while(|byte| byte == b'\\');
        if self.peek() == Some(b'$') && self.begins_reference() {
            self.dollar(nodes, run.len());
            return None;
        }
        let Some(word) = Word::read(self.rest()).filter(Word::is_directive) else {
            push(nodes, run);
            return None;
        };
        let pairs = &run[..run.len() / 2];
        if run.len().is_multiple_of(2) {
            push(nodes, if word.takes_escapes() { pairs } else { run });
            return self.directive(nodes, word);
        }
        push(nodes, pairs);
        push(nodes, &self.rest()[..word.length]);
        self.at += word.length;
        None
    }
}

/// Whether a `##` right behind begins no comment: so it is behind a property, by a slip of Velocity's lexer that
/// `$context.connectionId## who` runs into.
fn swallows_comment(reference: &Reference) -> bool {
    let mut steps = reference.steps.iter().rev();
    let last = steps.find(|step| !matches!(step, Step::Index { .. }));
    matches!(last, Some(Step::Property { .. })) && !reference.source.ends_with('}')
}

/// Adds text, to the text before it if there is one.
pub(super) fn push(nodes: &mut Vec<Node>, text: &str) {
    match nodes.last_mut() {
        _ if text.is_empty() => {}
        Some(Node::Text(before)) => before.push_str(text),
        _ => nodes.push(Node::Text(text.to_owned())),
    }
}

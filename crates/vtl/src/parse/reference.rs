//! `$name`, `${name}`, `$!name`, `$!{name}` and their steps.

use super::{Parsed, Parser};
use crate::{
    ast::{Reference, Step},
    error::SyntaxProblem,
};

impl Parser<'_> {
    /// Whether the dollar here begins a reference.
    pub(super) fn begins_reference(&self) -> bool {
        let Some(rest) = self.rest().strip_prefix('$') else {
            return false;
        };
        let rest = rest.strip_prefix('!').unwrap_or(rest);
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
    }

    /// The reference that has to stand here.
    pub(super) fn required_reference(&mut self) -> Parsed<Reference> {
        if self.begins_reference() {
            self.reference()
        } else {
            Err(self.expected("a reference"))
        }
    }

    /// The reference that begins here.
    pub(super) fn reference(&mut self) -> Parsed<Reference> {
        let start = self.at;
        self.at += 1;
        let quiet = self.eat("!");
        let braces = self.eat("{");
        let name = self.identifier().to_owned();
        if matches!(name.as_str(), "true" | "false") {
            let (what, found) = ("a name that is no truth value", format!("`{name}`"));
            return Err(self.fault_at(start + 1, SyntaxProblem::Expected { what, found }));
        }
        let steps = self.nested(Self::steps)??;
        if braces && !self.eat("}") {
            let what = "a `${…}` reference";
            return Err(self.fault_at(start, SyntaxProblem::Unclosed { what }));
        }
        Ok(Reference {
            at: self.base + start,
            name,
            steps,
            quiet,
            backslashes: 0,
            source: self.source[start..self.at].to_owned(),
        })
    }

    fn identifier(&mut self) -> &str {
        self.eat_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    }

    fn steps(&mut self) -> Parsed<Vec<Step>> {
        let mut steps = Vec::new();
        loop {
            let start = self.at;
            let at = self.base + start;
            if self.eat("[") {
                self.blanks();
                let index = self.index()?;
                self.blanks();
                self.require("]", "`]`")?;
                steps.push(Step::Index { at, index });
            } else if self.names_a_part() {
                self.at += 1;
                let name = self.identifier().to_owned();
                steps.push(if self.eat("(") {
                    let arguments = self.list(")", Self::parameter)?;
                    Step::Method { at, name, arguments }
                } else {
                    Step::Property { at, name }
                });
            } else {
                return Ok(steps);
            }
        }
    }

    /// A dot and a letter; a dot before anything else ends a sentence.
    fn names_a_part(&self) -> bool {
        self.rest()
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    }
}

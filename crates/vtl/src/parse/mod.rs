//! From text to the tree.
//!
//! Velocity has no reserved characters: a dollar or hash that begins nothing is text. Its grammar therefore reads by
//! mode, and so does this parser, straight from the text and without a token stream.

mod directive;
mod expression;
mod literal;
mod reference;
mod text;

use crate::{
    ast::Node,
    error::{SyntaxError, SyntaxProblem},
    limits, place,
};

/// Why a text does not parse, and the byte at which.
#[derive(Clone, Debug)]
struct Fault {
    at: usize,
    problem: SyntaxProblem,
}

/// How far a closing bracket is looked for, in bytes, where only its opening is understood.
const REACH: usize = 2048;

type Parsed<T> = Result<T, Fault>;

/// Parses a template; every error that can be told apart from its consequences is reported.
pub(crate) fn parse(source: &str) -> Result<Vec<Node>, Vec<SyntaxError>> {
    let mut parser = Parser::new(source);
    if source.len() > limits::TEMPLATE_BYTES {
        parser.report(Fault {
            at: 0,
            problem: SyntaxProblem::TooLong(source.len()),
        });
        return Err(parser.errors(source));
    }
    let nodes = parser.template();
    if parser.faults.is_empty() {
        Ok(nodes)
    } else {
        Err(parser.errors(source))
    }
}

struct Parser<'s> {
    source: &'s str,
    at: usize,
    /// Where `source` begins in the whole template; not 0 inside a string.
    base: usize,
    /// How many constructs are open.
    depth: usize,
    inside_string: bool,
    /// Whether the rest was given up, so that nothing that is missing there is worth a report.
    abandoned: bool,
    faults: Vec<Fault>,
}

impl<'s> Parser<'s> {
    fn new(source: &'s str) -> Self {
        Self {
            source,
            at: 0,
            base: 0,
            depth: 0,
            inside_string: false,
            abandoned: false,
            faults: Vec::new(),
        }
    }

    fn errors(&self, source: &str) -> Vec<SyntaxError> {
        let mut faults = self.faults.clone();
        faults.sort_by_key(|fault| fault.at);
        faults
            .into_iter()
            .map(|Fault { at, problem }| SyntaxError {
                place: place::of(source, at),
                problem,
            })
            .collect()
    }

    fn report(&mut self, fault: Fault) {
        if self.abandoned {
            return;
        }
        let too_many = self.faults.len() >= limits::ERRORS;
        self.abandoned = too_many || matches!(fault.problem, SyntaxProblem::TooDeep);
        self.faults.push(if too_many {
            Fault {
                problem: SyntaxProblem::TooMany,
                ..fault
            }
        } else {
            fault
        });
        if self.abandoned {
            self.at = self.source.len();
        }
    }

    /// Runs a part of the parser that may contain itself.
    fn nested<T>(&mut self, part: impl FnOnce(&mut Self) -> T) -> Parsed<T> {
        if self.depth >= limits::NESTING {
            return Err(self.fault(SyntaxProblem::TooDeep));
        }
        self.depth += 1;
        let result = part(self);
        self.depth -= 1;
        Ok(result)
    }

    fn fault(&self, problem: SyntaxProblem) -> Fault {
        self.fault_at(self.at, problem)
    }

    fn fault_at(&self, at: usize, problem: SyntaxProblem) -> Fault {
        Fault {
            at: self.base + at,
            problem,
        }
    }

    /// The fault that something else should stand here.
    fn expected(&self, what: &'static str) -> Fault {
        let rest = self.rest();
        let word = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
        let found = match rest.chars().next() {
            None if self.inside_string => "the end of the string".to_owned(),
            None => "the end of the template".to_owned(),
            Some('\n' | '\r') => "the end of the line".to_owned(),
            Some(_) if word > 0 => format!("`{}`", &rest[..word.min(24)]),
            Some(other) => format!("`{other}`"),
        };
        self.fault(SyntaxProblem::Expected { what, found })
    }

    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn looks_at(&self, text: &str) -> bool {
        self.rest().starts_with(text)
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.looks_at(text);
        if found {
            self.at += text.len();
        }
        found
    }

    fn require(&mut self, text: &str, what: &'static str) -> Parsed<()> {
        if self.eat(text) {
            Ok(())
        } else {
            Err(self.expected(what))
        }
    }

    fn eat_while(&mut self, accepts: impl Fn(u8) -> bool) -> &'s str {
        let rest = self.rest();
        let length = rest.bytes().position(|byte| !accepts(byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn blanks(&mut self) {
        self.eat_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    /// Blanks and one line end, where only blanks stand before it: a directive's own line leaves no trace.
    fn line_end(&mut self) {
        let before = self.at;
        self.eat_while(|byte| matches!(byte, b' ' | b'\t'));
        if !(self.eat("\r\n") || self.eat("\n") || self.eat("\r")) {
            self.at = before;
        }
    }

    /// Moves behind the bracket that closes the one at `open`, or to the end of its line if there is none in reach.
    fn recover(&mut self, open: usize) {
        let end = self.source.floor_char_boundary(open.saturating_add(REACH));
        let rest = &self.source[open..end];
        let (mut depth, mut quote) = (0_usize, None);
        for (offset, byte) in rest.bytes().enumerate() {
            match (byte, quote) {
                (_, Some(open)) if byte != open => {}
                (_, Some(_)) => quote = None,
                (b'"' | b'\'', None) => quote = Some(byte),
                (b'(' | b'[' | b'{', None) => depth += 1,
                (b')' | b']' | b'}', None) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && quote.is_none() {
                self.at = open + offset + 1;
                return;
            }
        }
        self.at = open + rest.find('\n').unwrap_or(rest.len());
    }
}

#[cfg(test)]
mod tests;

//! Values that are written down: strings, numbers, truth values, lists, ranges, maps.

use super::{Parsed, Parser};
use crate::{
    ast::{Expression, Kind},
    error::SyntaxProblem,
};

impl Parser<'_> {
    /// A literal or a reference.
    pub(super) fn value(&mut self, what: &'static str) -> Parsed<Expression> {
        let at = self.base + self.at;
        let kind = match self.peek() {
            Some(b'"' | b'\'') => self.string()?,
            Some(b'$') => Kind::Reference(self.required_reference()?),
            Some(b'[') => self.nested(Self::sequence)??,
            Some(b'{') => self.nested(Self::map)??,
            Some(b'-' | b'.' | b'0'..=b'9') => self.number()?,
            _ => self.truth().ok_or_else(|| self.expected(what))?,
        };
        Ok(Expression { at, kind })
    }

    /// What may stand between the brackets of an index.
    pub(super) fn index(&mut self) -> Parsed<Expression> {
        match self.peek() {
            Some(b'[' | b'{' | b'.') => Err(self.expected("a number, a string or a reference")),
            _ => self.value("a number, a string or a reference"),
        }
    }

    /// Items between an opening bracket, which is read, and `close`.
    pub(super) fn list<T>(
        &mut self,
        close: &'static str,
        item: impl Fn(&mut Self) -> Parsed<T>,
    ) -> Parsed<Vec<T>> {
        self.blanks();
        if self.eat(close) {
            return Ok(Vec::new());
        }
        let first = item(self)?;
        self.more(close, vec![first], item)
    }

    /// The items that follow the first.
    fn more<T>(
        &mut self,
        close: &'static str,
        mut items: Vec<T>,
        item: impl Fn(&mut Self) -> Parsed<T>,
    ) -> Parsed<Vec<T>> {
        let separator = match close {
            ")" => "`,` or `)`",
            "]" => "`,` or `]`",
            _ => "`,` or `}`",
        };
        loop {
            self.blanks();
            if self.eat(close) {
                return Ok(items);
            }
            self.require(",", separator)?;
            items.push(item(self)?);
        }
    }

    fn truth(&mut self) -> Option<Kind> {
        let before = self.at;
        match self.eat_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            "true" => Some(Kind::Bool(true)),
            "false" => Some(Kind::Bool(false)),
            _ => {
                self.at = before;
                None
            }
        }
    }

    /// A string has one escape, `\u0041`, and that in double quotes only. Its own quote is written twice, and any other
    /// backslash is a backslash.
    fn string(&mut self) -> Parsed<Kind> {
        let start = self.at;
        let quote = if self.peek() == Some(b'"') { "\"" } else { "'" };
        let doubled = quote.repeat(2);
        self.at += 1;
        let inner = self.at;
        while let Some(length) = self.rest().find(quote) {
            self.at += length;
            if self.eat(&doubled) {
                continue;
            }
            let raw = &self.source[inner..self.at];
            self.at += 1;
            let text = raw.replace(&doubled, quote);
            if quote == "'" {
                return Ok(Kind::Text(text));
            }
            let fills_in = text.contains(['$', '#']);
            let text = unescape(&text);
            return if fills_in {
                self.interpolated(&text, inner)
            } else {
                Ok(Kind::Text(text))
            };
        }
        self.at = start;
        Err(self.fault(SyntaxProblem::Unclosed { what: "a string" }))
    }

    /// A string in double quotes is a template. After a doubled quote or an escape the places of its errors are some bytes early.
    fn interpolated(&mut self, text: &str, start: usize) -> Parsed<Kind> {
        let base = self.base + start;
        let depth = self.depth;
        let (nodes, faults) = self.nested(|_| {
            let mut inner = Parser {
                base,
                depth: depth + 1,
                inside_string: true,
                ..Parser::new(text)
            };
            (inner.template(), inner.faults)
        })?;
        for fault in faults {
            self.report(fault);
        }
        Ok(Kind::Template(nodes))
    }

    fn number(&mut self) -> Parsed<Kind> {
        let start = self.at;
        let digits = |parser: &mut Self| parser.eat_while(|byte| byte.is_ascii_digit()).len();
        self.eat("-");
        let mut count = digits(self);
        let mut whole = true;
        if self.peek() == Some(b'.') && !(count > 0 && self.looks_at("..")) {
            self.at += 1;
            whole = false;
            count += digits(self);
        }
        if count == 0 {
            self.at = start;
            return Err(self.expected("a value"));
        }
        let before = self.at;
        if self.eat("e") || self.eat("E") {
            let _ = self.eat("+") || self.eat("-");
            if digits(self) == 0 {
                self.at = before;
            } else {
                whole = false;
            }
        }
        let text = &self.source[start..self.at];
        let number = if whole {
            text.parse().ok().map(Kind::Int)
        } else {
            text.parse()
                .ok()
                .filter(|float: &f64| float.is_finite())
                .map(Kind::Float)
        };
        number.ok_or_else(|| self.fault_at(start, SyntaxProblem::Number(text.to_owned())))
    }

    /// A list, or a range.
    fn sequence(&mut self) -> Parsed<Kind> {
        self.at += 1;
        self.blanks();
        if self.eat("]") {
            return Ok(Kind::List(Vec::new()));
        }
        let first = self.parameter()?;
        if !self.eat("..") {
            return self.more("]", vec![first], Self::parameter).map(Kind::List);
        }
        self.blanks();
        let last = self.value("a number or a reference")?;
        self.blanks();
        self.require("]", "`]`")?;
        Ok(Kind::Range(Box::new([first, last])))
    }

    fn map(&mut self) -> Parsed<Kind> {
        self.at += 1;
        let entry = |parser: &mut Self| {
            let key = parser.parameter()?;
            parser.require(":", "`:`")?;
            Ok((key, parser.parameter()?))
        };
        self.list("}", entry).map(Kind::Map)
    }
}

/// Replaces `\u0041` by its character; two of them may make one.
fn unescape(text: &str) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let digits = rest.strip_prefix("\\u").and_then(|digits| digits.get(..4));
        let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        if let Some(unit) = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            units.push(unit);
            rest = &rest[6..];
        } else {
            units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
            rest = &rest[character.len_utf8()..];
        }
    }
    String::from_utf16_lossy(&units)
}

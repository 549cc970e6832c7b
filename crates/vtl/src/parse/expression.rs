//! Conditions and calculations.

use super::{Parsed, Parser};
use crate::{
    ast::{Expression, Kind, Operator},
    error::SyntaxProblem,
};

/// The operators, weakest first; those of one level are read from left to right.
const LEVELS: [&[(&str, Operator)]; 6] = [
    &[("||", Operator::Or), ("or", Operator::Or)],
    &[("&&", Operator::And), ("and", Operator::And)],
    &[
        ("==", Operator::Equal),
        ("eq", Operator::Equal),
        ("!=", Operator::NotEqual),
        ("ne", Operator::NotEqual),
    ],
    &[
        ("<=", Operator::LessOrEqual),
        ("le", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
        ("ge", Operator::GreaterOrEqual),
        ("<", Operator::Less),
        ("lt", Operator::Less),
        (">", Operator::Greater),
        ("gt", Operator::Greater),
    ],
    &[("+", Operator::Add), ("-", Operator::Subtract)],
    &[
        ("*", Operator::Multiply),
        ("/", Operator::Divide),
        ("%", Operator::Remainder),
    ],
];

impl Parser<'_> {
    /// An expression with all its operators.
    pub(super) fn expression(&mut self) -> Parsed<Expression> {
        self.nested(|parser| parser.level(&LEVELS))?
    }

    fn level(&mut self, levels: &[&[(&str, Operator)]]) -> Parsed<Expression> {
        let Some((operators, stronger)) = levels.split_first() else {
            return self.unary();
        };
        let first = self.level(stronger)?;
        let mut rest = Vec::new();
        while let Some(operator) = self.operator(operators)? {
            rest.push((operator, self.level(stronger)?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        Ok(Expression {
            at: first.at,
            kind: Kind::Chain(Box::new(first), rest),
        })
    }

    fn operator(&mut self, operators: &[(&str, Operator)]) -> Parsed<Option<Operator>> {
        self.blanks();
        let rest = self.rest();
        let Some((spelled, operator)) = operators.iter().find(|(spelled, _)| begins_with(rest, spelled))
        else {
            return Ok(None);
        };
        let after = rest[spelled.len()..].trim_start_matches('.');
        if *operator == Operator::Subtract && after.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(self.fault(SyntaxProblem::MinusSticks));
        }
        self.at += spelled.len();
        Ok(Some(*operator))
    }

    /// An operand with the negations before it, however many.
    fn unary(&mut self) -> Parsed<Expression> {
        self.blanks();
        let at = self.base + self.at;
        let mut negations = 0_usize;
        while let Some(spelled) = ["!", "not"].into_iter().find(|not| begins_with(self.rest(), not)) {
            self.at += spelled.len();
            self.blanks();
            negations += 1;
        }
        let operand = self.operand()?;
        let not = |inner| Expression {
            at,
            kind: Kind::Not(Box::new(inner)),
        };
        Ok(match (negations, negations % 2) {
            (0, _) => operand,
            (_, 1) => not(operand),
            _ => not(not(operand)),
        })
    }

    fn operand(&mut self) -> Parsed<Expression> {
        if !self.eat("(") {
            return self.value("a value");
        }
        let inner = self.expression()?;
        self.blanks();
        self.require(")", "`)` or an operator")?;
        Ok(inner)
    }

    /// An argument, list element or map entry: one value, because Velocity 1.x calculates in directives only.
    pub(super) fn parameter(&mut self) -> Parsed<Expression> {
        self.blanks();
        if self.peek() == Some(b'(') {
            return Err(self.fault(SyntaxProblem::Calculation));
        }
        let value = self.value("a value")?;
        self.blanks();
        let operator = LEVELS
            .iter()
            .flat_map(|operators| operators.iter())
            .any(|(spelled, _)| begins_with(self.rest(), spelled));
        if operator {
            return Err(self.fault(SyntaxProblem::Calculation));
        }
        Ok(value)
    }
}

/// Whether an operator stands at the start; one that is a word ends where the word ends.
fn begins_with(text: &str, operator: &str) -> bool {
    let Some(after) = text.strip_prefix(operator) else {
        return false;
    };
    let word = operator.starts_with(|c: char| c.is_ascii_alphabetic());
    !(word && after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
}

//! Wildcards: `*` stands for any run of characters, `?` for one.

mod relate;

use std::fmt;

/// A text with wildcards, as actions, resources and the `Like` conditions have them.
///
/// ```
/// use policy::Pattern;
/// let table = Pattern::new("arn:aws:dynamodb:*:*:table/chat-*");
/// assert!(table.matches("arn:aws:dynamodb:us-east-1:111122223333:table/chat-rooms"));
/// assert!(table.includes(&Pattern::new("arn:aws:dynamodb:us-east-1:*:table/chat-?")));
/// assert!(!table.includes(&Pattern::new("arn:aws:dynamodb:*:*:table/*")));
/// assert!(table.overlaps(&Pattern::new("*-rooms")));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pattern {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) any_case: bool,
}

/// A piece of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Piece {
    /// This letter.
    Letter(char),
    /// `?`
    One,
    /// `*`
    Many,
}

impl Pattern {
    /// The pattern that a text writes, upper and lower case told apart.
    pub fn new(text: &str) -> Self {
        let mut pattern = Self::default();
        pattern.push_wild(text);
        pattern
    }

    /// A pattern that takes letters of either case for the same, as those of actions do (ASCII only).
    pub fn any_case(text: &str) -> Self {
        Self::new(text).ignoring_case()
    }

    /// A pattern that matches this text alone, whatever is in it.
    pub fn literal(text: &str) -> Self {
        let mut pattern = Self::default();
        pattern.push_literal(text);
        pattern
    }

    pub(crate) fn push_wild(&mut self, text: &str) {
        self.pieces.extend(text.chars().map(|letter| match letter {
            '*' => Piece::Many,
            '?' => Piece::One,
            letter => Piece::Letter(letter),
        }));
    }

    pub(crate) fn push_literal(&mut self, text: &str) {
        self.pieces.extend(text.chars().map(Piece::Letter));
    }

    /// The same pattern, taking letters of either case for the same.
    #[must_use]
    pub fn ignoring_case(mut self) -> Self {
        self.any_case = true;
        self
    }

    /// Whether the pattern has no wildcard: it matches one text (in any case, if it ignores case).
    pub fn is_literal(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Letter(_)))
    }

    /// Whether the pattern matches every text: `*`, written once or more.
    pub fn is_everything(&self) -> bool {
        !self.pieces.is_empty() && self.pieces.iter().all(|piece| *piece == Piece::Many)
    }

    /// Whether the text fits.
    ///
    /// Only the last `*` is ever tried again, so the cost is the product of both lengths at worst.
    pub fn matches(&self, text: &str) -> bool {
        let (mut place, mut rest) = (0, text.chars());
        let mut star = None;
        loop {
            let piece = self.pieces.get(place);
            let mut ahead = rest.clone();
            match (piece, ahead.next()) {
                (Some(Piece::Many), _) => {
                    place += 1;
                    star = Some((place, rest.clone()));
                }
                (None, None) => return true,
                (Some(_), None) => return false,
                (Some(piece), Some(found)) if self.takes(*piece, found) => {
                    place += 1;
                    rest = ahead;
                }
                (_, Some(_)) => {
                    let Some((behind, from)) = &mut star else {
                        return false;
                    };
                    // The star takes one letter more.
                    from.next();
                    place = *behind;
                    rest = from.clone();
                }
            }
        }
    }

    /// The patterns between a letter, at most `limit` of them, as `str::splitn` has it.
    pub(crate) fn split(&self, letter: char, limit: usize) -> Vec<Self> {
        let parts = self.pieces.splitn(limit, |piece| *piece == Piece::Letter(letter));
        parts
            .map(|pieces| Self {
                pieces: pieces.to_vec(),
                any_case: self.any_case,
            })
            .collect()
    }

    fn takes(&self, piece: Piece, found: char) -> bool {
        match piece {
            Piece::Letter(letter) if self.any_case => letter.eq_ignore_ascii_case(&found),
            Piece::Letter(letter) => letter == found,
            Piece::One | Piece::Many => true,
        }
    }
}

impl fmt::Display for Pattern {
    /// As it is written in a policy; wildcards that stand for themselves are written `${*}`, `${?}` and `${$}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces.iter().try_for_each(|piece| match piece {
            Piece::Letter(letter @ ('*' | '?')) => write!(f, "${{{letter}}}"),
            Piece::Letter(letter) => write!(f, "{letter}"),
            Piece::One => f.write_str("?"),
            Piece::Many => f.write_str("*"),
        })
    }
}

#[cfg(test)]
mod tests;

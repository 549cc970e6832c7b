//! What a pattern matches, over letters some of which stand for texts that nobody knows.
//!
//! A policy variable, and a token of a template, is one letter here, which only `*` and the same letter match. What is
//! proved so holds whatever text stands there: a text that a pattern matches with the letter in it is matched with any
//! text in its place.

use crate::{Pattern, pattern::Piece};

/// A character, or beyond all characters an unknown text.
pub(super) type Letter = u32;

/// The first letter that is no character.
const UNKNOWN: Letter = 0x11_0000;

pub(super) const COLON: Letter = ':' as Letter;

/// The unknown texts.
#[derive(Debug, Default)]
pub(super) struct Alphabet {
    unknown: Vec<String>,
}

/// What a pattern matches.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Language {
    pub(super) places: Vec<Place>,
    pub(super) any_case: bool,
    /// The pattern with `*` for what nobody knows: whatever stands there, this matches as much.
    wide: Pattern,
}

/// A place of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Letter(Letter),
    /// `?`, and whether it takes a colon.
    One {
        colon: bool,
    },
    /// `*`, and whether it takes colons.
    Many {
        colon: bool,
    },
}

impl Alphabet {
    /// The language of a pattern whose wildcards reach over everything.
    pub(super) fn language(&mut self, pattern: &Pattern) -> Language {
        let mut places = Vec::with_capacity(pattern.pieces.len());
        let mut rest = pattern.pieces.as_slice();
        while let Some((piece, after)) = rest.split_first() {
            let unknown = unknown(rest);
            rest = unknown
                .as_ref()
                .map_or(after, |name| &rest[name.chars().count()..]);
            places.push(match (unknown, *piece) {
                (Some(name), _) => Place::Letter(self.unknown(name)),
                (None, Piece::One) => Place::One { colon: true },
                (None, Piece::Many) => Place::Many { colon: true },
                (None, Piece::Letter(letter)) => Place::Letter(letter.into()),
            });
        }
        let wide = wide(&places, pattern.any_case);
        Language {
            places,
            any_case: pattern.any_case,
            wide,
        }
    }

    /// The language of a pattern for ARNs: until the sixth part, wildcards do not reach over a colon.
    pub(super) fn arn(&mut self, pattern: &Pattern) -> Language {
        let mut language = self.language(pattern);
        let mut colons = 0;
        for place in &mut language.places {
            match place {
                Place::Letter(letter) => colons += usize::from(*letter == COLON),
                Place::One { colon } | Place::Many { colon } => *colon = colons >= 5,
            }
        }
        language
    }

    fn unknown(&mut self, name: String) -> Letter {
        let known = self.unknown.iter().position(|known| *known == name);
        let index = known.unwrap_or_else(|| {
            self.unknown.push(name);
            self.unknown.len() - 1
        });
        UNKNOWN.saturating_add(index.try_into().unwrap_or(Letter::MAX))
    }

    /// Letters as text.
    pub(super) fn text(&self, letters: &[Letter]) -> String {
        let mut text = String::with_capacity(letters.len());
        for letter in letters {
            match char::from_u32(*letter) {
                Some(letter) => text.push(letter),
                None => text.extend(self.unknown.get((*letter - UNKNOWN) as usize).map(String::as_str)),
            }
        }
        text
    }
}

impl Language {
    /// Whether it depends on a text that nobody knows.
    pub(super) fn has_unknown(&self) -> bool {
        self.places
            .iter()
            .any(|place| matches!(place, Place::Letter(letter) if is_unknown(*letter)))
    }

    /// The letters of the one text that it matches, if that is all (in any case, if it ignores case).
    pub(super) fn letters(&self) -> Option<Vec<Letter>> {
        let letter = |place: &Place| match place {
            Place::Letter(letter) => Some(*letter),
            Place::One { .. } | Place::Many { .. } => None,
        };
        self.places.iter().map(letter).collect()
    }

    /// Whether some text may be in both, whatever the unknown texts are.
    pub(super) fn may_overlap(&self, other: &Self) -> bool {
        self.wide.overlaps(&other.wide)
    }
}

pub(super) fn is_unknown(letter: Letter) -> bool {
    letter >= UNKNOWN
}

/// The unknown text with which these pieces begin: a token, or a reference that CloudFormation resolves.
fn unknown(pieces: &[Piece]) -> Option<String> {
    const MARKS: [(&str, &str); 2] = [("‹", "›"), ("{{resolve:", "}}")];
    if !matches!(pieces.first(), Some(Piece::Letter('‹' | '{'))) {
        return None;
    }
    let letter = |piece: &Piece| match piece {
        Piece::Letter(letter) => Some(*letter),
        Piece::One | Piece::Many => None,
    };
    let text: String = pieces.iter().map_while(letter).collect();
    let (_, close) = MARKS.iter().find(|(open, _)| text.starts_with(open))?;
    let end = text.find(close)? + close.len();
    Some(text[..end].to_owned())
}

fn wide(places: &[Place], any_case: bool) -> Pattern {
    let piece = |place: &Place| match place {
        Place::Letter(letter) => char::from_u32(*letter).map_or(Piece::Many, Piece::Letter),
        Place::One { .. } => Piece::One,
        Place::Many { .. } => Piece::Many,
    };
    Pattern {
        pieces: places.iter().map(piece).collect(),
        any_case,
    }
}

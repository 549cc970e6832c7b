//! Texts that are checked once, when they are read, and correct from then on.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits;

/// Why a text cannot be what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvalidName {
    /// It is empty or blank.
    Empty,
    /// It is longer than this many bytes of UTF-8.
    TooLong(usize),
    /// It has a character that is not allowed; the text says what is.
    Character(&'static str),
}

impl fmt::Display for InvalidName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("must not be empty"),
            Self::TooLong(limit) => write!(f, "must not be longer than {limit} bytes of UTF-8"),
            Self::Character(allowed) => write!(f, "may only have {allowed}"),
        }
    }
}

impl std::error::Error for InvalidName {}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident(check = $check:ident, limit = $limit:expr);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks the text.
            pub fn parse(text: impl Into<String>) -> Result<Self, InvalidName> {
                let text = text.into();
                $check(&text, $limit)?;
                Ok(Self(text))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidName;

            fn try_from(text: String) -> Result<Self, InvalidName> {
                Self::parse(text)
            }
        }
    )*};
}

names! {
    /// A room's id: ASCII letters, digits and `-_.:@+`, at most [`limits::ROOM_ID`] bytes.
    ///
    /// `#` separates the parts of table keys, and blanks, `/` and other scripts need escapes in addresses and logs.
    RoomId(check = identifier, limit = limits::ROOM_ID);
    /// A user's id: ASCII letters, digits and `-_.:@+`, at most [`limits::USER_ID`] bytes; see [`RoomId`].
    UserId(check = identifier, limit = limits::USER_ID);
    /// The name that others see: any script, no control characters, at most [`limits::USERNAME`] bytes.
    Username(check = line, limit = limits::USERNAME);
    /// The id that a client gives to a message, so that sending it twice stores it once.
    ClientMsgId(check = line, limit = limits::CLIENT_ID);
    /// The id that a client gives to a request, and finds in the answer to it.
    CorrelationId(check = line, limit = limits::CLIENT_ID);
    /// What somebody says: not blank, no control characters but tab and line ends, at most [`limits::TEXT`] bytes.
    Text(check = text, limit = limits::TEXT);
}

fn identifier(name: &str, limit: usize) -> Result<(), InvalidName> {
    length(name, limit)?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.:@+".contains(c);
    if !name.chars().all(allowed) {
        return Err(InvalidName::Character("ASCII letters, digits and -_.:@+"));
    }
    Ok(())
}

fn line(name: &str, limit: usize) -> Result<(), InvalidName> {
    length(name, limit)?;
    if name.chars().any(char::is_control) {
        return Err(InvalidName::Character(
            "characters that are no control characters",
        ));
    }
    Ok(())
}

fn text(text: &str, limit: usize) -> Result<(), InvalidName> {
    length(text, limit)?;
    if text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
    {
        return Err(InvalidName::Character("tab and line ends as control characters"));
    }
    // Of what is left, JSON escapes these five, each to two bytes.
    let escapes = text
        .bytes()
        .filter(|b| matches!(b, b'"' | b'\\' | b'\t' | b'\n' | b'\r'))
        .count();
    if text.len() + escapes > limits::TEXT_ESCAPED {
        return Err(InvalidName::TooLong(limit));
    }
    Ok(())
}

fn length(name: &str, limit: usize) -> Result<(), InvalidName> {
    if name.len() > limit {
        return Err(InvalidName::TooLong(limit));
    }
    if name.trim().is_empty() {
        return Err(InvalidName::Empty);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_safe_in_keys_and_addresses() {
        for good in ["general", "a", "user@example.org", "team:42", "A-b_c.d+e"] {
            assert_eq!(RoomId::parse(good).map(String::from).as_deref(), Ok(good));
        }
        for bad in ["a#b", "a b", "a/b", "é", "a\n", "$default"] {
            assert!(
                matches!(RoomId::parse(bad), Err(InvalidName::Character(_))),
                "{bad:?}"
            );
        }
        assert_eq!(RoomId::parse(""), Err(InvalidName::Empty));
    }

    #[test]
    fn limits_count_bytes_and_include_their_end() {
        assert!(RoomId::parse("r".repeat(limits::ROOM_ID)).is_ok());
        assert_eq!(
            RoomId::parse("r".repeat(limits::ROOM_ID + 1)),
            Err(InvalidName::TooLong(limits::ROOM_ID))
        );
        assert!(Username::parse("é".repeat(limits::USERNAME / 2)).is_ok());
        assert!(Username::parse("é".repeat(limits::USERNAME / 2 + 1)).is_err());
    }

    #[test]
    fn a_text_fits_its_frame_whatever_it_is_made_of() {
        assert!(Text::parse("a".repeat(limits::TEXT)).is_ok());
        assert!(Text::parse("\"".repeat(limits::TEXT)).is_err());
        let longest = Text::parse("\"".repeat(limits::TEXT_ESCAPED / 2)).unwrap();
        assert!(serde_json::to_string(&longest).unwrap().len() <= limits::TEXT_ESCAPED + 2);
        assert!(matches!(Text::parse("a\0b"), Err(InvalidName::Character(_))));
        assert_eq!(Text::parse(" \n\t"), Err(InvalidName::Empty));
    }
}

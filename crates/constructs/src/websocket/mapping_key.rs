//! The first part of a path behind a custom domain.

use std::{borrow::Cow, error::Error, fmt};

/// What stands behind a custom domain and leads to one stage: `v1` in `wss://chat.example.com/v1`.
///
/// It takes 1 to 300 letters, digits and `$-_.+!*'()`, without a slash (Developer Guide, "Custom domain names for WebSocket
/// APIs"). Write a key that is known with [`mapping_key!`](crate::mapping_key!), and the compiler checks it.
///
/// ```
/// use constructs::{mapping_key, websocket::MappingKey};
/// assert_eq!(MappingKey::parse("v1")?, mapping_key!("v1"));
/// assert!(MappingKey::parse("v1/chat").is_err());
/// # Ok::<(), constructs::websocket::InvalidMappingKey>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MappingKey(Cow<'static, str>);

/// Text that is no key of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidMappingKey(pub String);

impl fmt::Display for InvalidMappingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no key of a mapping: it takes 1 to 300 letters, digits and `$-_.+!*'()`, and no slash",
            self.0
        )
    }
}

impl Error for InvalidMappingKey {}

/// A [`MappingKey`](crate::websocket::MappingKey) that the compiler has checked.
///
/// ```
/// assert_eq!(constructs::mapping_key!("v1").as_str(), "v1");
/// ```
///
/// ```compile_fail
/// constructs::mapping_key!("v1/chat"); // a mapping key has no slash
/// ```
#[macro_export]
macro_rules! mapping_key {
    ($key:expr) => {{
        const KEY: $crate::websocket::MappingKey = $crate::websocket::MappingKey::__literal($key);
        KEY
    }};
}

impl MappingKey {
    /// Checks a key that is computed.
    pub fn parse(key: impl Into<String>) -> Result<Self, InvalidMappingKey> {
        let key = key.into();
        if is_key(&key) {
            Ok(Self(key.into()))
        } else {
            Err(InvalidMappingKey(key))
        }
    }

    #[doc(hidden)]
    #[track_caller]
    pub const fn __literal(key: &'static str) -> Self {
        assert!(
            is_key(key),
            "a mapping key takes 1 to 300 letters, digits and `$-_.+!*'()`, and no slash"
        );
        Self(Cow::Borrowed(key))
    }

    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MappingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

const fn is_key(key: &str) -> bool {
    let bytes = key.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        match bytes[index] {
            b'$' | b'-' | b'_' | b'.' | b'+' | b'!' | b'*' | b'\'' | b'(' | b')' => {}
            byte if byte.is_ascii_alphanumeric() => {}
            _ => return false,
        }
        index += 1;
    }
    1 <= index && index <= 300
}

#[cfg(test)]
mod tests {
    use super::MappingKey;

    #[test]
    fn keys_are_one_part_of_a_path() {
        let longest = "x".repeat(300);
        for good in ["v1", "chat", "$-_.+!*'()", longest.as_str()] {
            assert_eq!(MappingKey::parse(good).unwrap().to_string(), good);
        }
        let long = "x".repeat(301);
        for bad in ["", "a/b", "/", "a b", "é", "a%20", long.as_str()] {
            assert!(MappingKey::parse(bad).is_err(), "{bad}");
        }
    }
}

//! The first part of a path behind a custom domain.

use super::checked_text::checked_text;

checked_text! {
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
    MappingKey if is_key;

    /// Text that is no key of a mapping.
    InvalidMappingKey:
        "`{}` is no key of a mapping: it takes 1 to 300 letters, digits and `$-_.+!*'()`, and no slash",
        "a mapping key takes 1 to 300 letters, digits and `$-_.+!*'()`, and no slash"
}

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

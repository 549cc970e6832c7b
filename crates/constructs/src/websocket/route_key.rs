//! The keys of custom routes.

use super::checked_text::checked_text;

checked_text! {
    /// The key of a custom route: what the selected member of a message must be, letter by letter.
    ///
    /// Keys that begin with `$` belong to API Gateway; `$connect`, `$disconnect` and `$default` have methods of their own on
    /// [`Routes`](super::Routes). A key becomes part of an ARN and of a logical id, so it takes 1 to 128 letters, digits and
    /// `._:/-`, a letter or digit first. Write a key that is known with [`route_key!`](crate::route_key!), and the compiler
    /// checks it.
    ///
    /// ```
    /// use constructs::{route_key, websocket::RouteKey};
    /// assert_eq!(RouteKey::parse("join_room")?, route_key!("join_room"));
    /// assert!(RouteKey::parse("$join").is_err());
    /// # Ok::<(), constructs::websocket::InvalidRouteKey>(())
    /// ```
    RouteKey if is_key;

    /// Text that is no key of a custom route.
    InvalidRouteKey:
        "`{}` is no key of a custom route: it takes 1 to 128 letters, digits and `._:/-`, a letter or digit first",
        "a custom route key takes 1 to 128 letters, digits and `._:/-`, a letter or digit first (`$` belongs to API Gateway)"
}

/// A [`RouteKey`](crate::websocket::RouteKey) that the compiler has checked.
///
/// ```
/// assert_eq!(constructs::route_key!("chat").as_str(), "chat");
/// ```
///
/// ```compile_fail
/// constructs::route_key!("$chat"); // a custom route key begins with a letter or digit
/// ```
#[macro_export]
macro_rules! route_key {
    ($key:expr) => {{
        const KEY: $crate::websocket::RouteKey = $crate::websocket::RouteKey::__literal($key);
        KEY
    }};
}

const fn is_key(key: &str) -> bool {
    let bytes = key.as_bytes();
    if bytes.is_empty() || bytes.len() > 128 || !bytes[0].is_ascii_alphanumeric() {
        return false;
    }
    let mut index = 1;
    while index < bytes.len() {
        match bytes[index] {
            b'.' | b'_' | b':' | b'/' | b'-' => {}
            byte if byte.is_ascii_alphanumeric() => {}
            _ => return false,
        }
        index += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::RouteKey;

    #[test]
    fn keys_have_letters_that_arns_have() {
        for good in ["chat", "join_room", "v2/rooms.list", "a:b-c", "1"] {
            assert!(RouteKey::parse(good).is_ok(), "{good}");
        }
        let long = "x".repeat(129);
        for bad in [
            "",
            "$connect",
            "$x",
            "_x",
            "a b",
            "a*",
            "a?",
            "é",
            "a${b}",
            long.as_str(),
        ] {
            assert!(RouteKey::parse(bad).is_err(), "{bad}");
        }
    }
}

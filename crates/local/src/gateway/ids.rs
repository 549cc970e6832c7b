//! Ids in the service's formats.
//!
//! A connection id carries a check value, so that an id which this runtime issued - in this run or in an earlier one -
//! is told from a text that somebody made up: the first is gone (410), the second is no connection id (400).

use base64::{Engine as _, engine::general_purpose::URL_SAFE};
use uuid::Uuid;

const RANDOM: usize = 9;
const CHECK: usize = 4;

/// A fresh connection or message id: 20 characters that end in `==`.
pub(super) fn connection_id() -> String {
    let mut bytes = [0; RANDOM + CHECK];
    bytes[..RANDOM].copy_from_slice(&random::<RANDOM>());
    let check = check(&bytes[..RANDOM]);
    bytes[RANDOM..].copy_from_slice(&check);
    URL_SAFE.encode(bytes)
}

/// Whether a text is an id that [`connection_id`] made, in whatever run.
pub(super) fn is_connection_id(text: &str) -> bool {
    let Ok(bytes) = URL_SAFE.decode(text) else {
        return false;
    };
    bytes
        .split_at_checked(RANDOM)
        .is_some_and(|(random, rest)| rest == check(random))
}

/// A fresh request id: 16 characters that end in `=`.
pub(super) fn request_id() -> String {
    URL_SAFE.encode(random::<11>())
}

/// A fresh trace header, `Root=1-65a1b2c3-0123456789abcdef01234567`.
pub(super) fn trace_id(epoch_seconds: u64) -> String {
    let tail = Uuid::new_v4().simple().to_string();
    format!("Root=1-{epoch_seconds:08x}-{}", &tail[..24])
}

/// Random bytes; a version 4 id has its fixed bits in the seventh and ninth byte, which are left out.
fn random<const N: usize>() -> [u8; N] {
    let (first, second) = (Uuid::new_v4(), Uuid::new_v4());
    let mut pool = first
        .as_bytes()
        .iter()
        .chain(second.as_bytes())
        .enumerate()
        .filter(|(index, _)| !matches!(index % 16, 6 | 8))
        .map(|(_, byte)| *byte);
    std::array::from_fn(|_| pool.next().unwrap_or_default())
}

/// FNV-1a with a start value of our own. It tells typing mistakes and foreign ids apart and is no secret.
fn check(bytes: &[u8]) -> [u8; CHECK] {
    let start = 0x811c_9dc5_u32 ^ u32::from_be_bytes(*b"gate");
    bytes
        .iter()
        .fold(start, |hash, byte| {
            (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
        })
        .to_be_bytes()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reference 2.1 and 7.2.
    #[test]
    fn the_formats_of_the_service() {
        let (connection, request) = (connection_id(), request_id());
        assert_eq!((connection.len(), &connection[18..]), (20, "=="));
        assert_eq!((request.len(), &request[15..]), (16, "="));
        assert_ne!(connection, connection_id());
        assert_eq!(
            trace_id(0x65a1_b2c3).len(),
            "Root=1-65a1b2c3-0123456789abcdef01234567".len()
        );
    }

    proptest! {
        /// Reference 7.3: changing one character of a live id is enough.
        #[test]
        fn one_changed_character_makes_it_foreign(position in 0_usize..18, character in "[A-Za-z0-9_-]") {
            let id = connection_id();
            prop_assert!(is_connection_id(&id));
            let mut changed = id.clone();
            changed.replace_range(position..=position, &character);
            prop_assert_eq!(is_connection_id(&changed), changed == id);
        }

        #[test]
        fn foreign_text_is_no_id(text in "[A-Za-z0-9_=-]{0,24}") {
            prop_assert!(!is_connection_id(&text));
        }
    }
}

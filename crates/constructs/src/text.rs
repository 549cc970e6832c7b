//! Texts that constructs derive from other texts.

use cfn::Tree;
use sha1_smol::Sha1;

/// Ten hexadecimal digits that tell one tree from another.
///
/// No secret and no adversary: SHA-1 without dependencies serves, and the stacks program builds sooner.
pub(crate) fn digest(tree: &Tree) -> String {
    let mut digest = Sha1::from(tree.to_json_line()).digest().to_string();
    digest.truncate(10);
    digest
}

/// `join_room` becomes `JoinRoom`: the readable part of a logical id.
pub(crate) fn pascal(text: &str) -> String {
    text.split(|letter: char| !letter.is_ascii_alphanumeric())
        .flat_map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase())
                .into_iter()
                .chain(letters)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::pascal;

    #[test]
    fn words_become_one() {
        assert_eq!(pascal("join_room"), "JoinRoom");
        assert_eq!(pascal("$connect"), "Connect");
        assert_eq!(pascal("v2.room-list"), "V2RoomList");
        assert_eq!(pascal("getHTTP"), "GetHTTP");
    }
}

//! How a test fails, and how values read in its message.

use cfn::Tree;

/// The longest value that a message shows whole, in characters.
const LONGEST_SHOWN: usize = 160;

/// Fails the test.
#[track_caller]
pub(crate) fn fail(message: &str) -> ! {
    panic!("{message}")
}

/// A value on one line.
pub(crate) fn shown(tree: &Tree) -> String {
    let json = serde_json::to_string(tree).unwrap_or_else(|_| tree.kind().to_owned());
    if json.chars().count() <= LONGEST_SHOWN {
        return json;
    }
    let begin: String = json.chars().take(LONGEST_SHOWN).collect();
    format!("{begin}…")
}

/// Fails because nothing has this name, and says what is there.
#[track_caller]
pub(crate) fn unknown(what: &str, name: &str, known: &[&str]) -> ! {
    let meant = cfn::nearest(name, known.iter().copied());
    let hint = match meant {
        Some(meant) => format!("hint: `{meant}` is there"),
        None if known.is_empty() => "there is none at all".to_owned(),
        None => format!("there are: {}", known.join(", ")),
    };
    fail(&format!("there is no {what} `{name}`\n{hint}"))
}

//! Text of templates in Markdown: shown as it is, and never obeyed.
//!
//! A template of a pull request is written by whoever opens it. What it holds must not become a heading, a picture from
//! elsewhere, or a mention that sends mail.

use crate::ui::harmless;

/// A sentence in which values stand between backticks.
///
/// Backticks are taken in pairs, as readers of Markdown take them; what is in code is left, and all else that could mean
/// something gets a backslash. A backtick inside of a value only moves the borders: nothing leaves both.
pub(super) fn prose(sentence: &str) -> String {
    let line = one_line(sentence);
    let parts: Vec<&str> = line.split('`').collect();
    let mut text = String::with_capacity(line.len());
    for (place, part) in parts.iter().enumerate() {
        let is_code = place % 2 == 1;
        let is_closed = place + 1 < parts.len();
        match (is_code, is_closed) {
            // Two backticks in a row would begin another kind of code.
            (true, true) if part.is_empty() => text.push_str("` `"),
            (true, true) => text.extend(["`", part, "`"]),
            (true, false) => {
                text.push_str("\\`");
                text.push_str(&escaped(part));
            }
            (false, _) => text.push_str(&escaped(part)),
        }
        // Code that begins where code ended would be one run of backticks.
        if is_code
            && is_closed
            && parts.get(place + 1).is_some_and(|next| next.is_empty())
            && place + 2 < parts.len()
        {
            text.push(' ');
        }
    }
    text
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            // Neither a mention, nor a reference to an issue.
            '@' | '#' => escaped.extend([character, '\u{200b}']),
            '\\' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' => escaped.extend(['\\', character]),
            plain => escaped.push(plain),
        }
    }
    escaped
}

/// A line of a fence, which a fence inside of it does not end.
pub(super) fn fenced(line: &str) -> String {
    one_line(line).replace("```", "` ` `")
}

fn one_line(text: &str) -> String {
    harmless(&text.replace(['\n', '\r'], "\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_left_and_the_rest_is_escaped() {
        assert_eq!(
            prose("- `Rooms`: *lost* <b> & @all #1 [x](y) $a$"),
            "- `Rooms`: \\*lost\\* &lt;b> &amp; @\u{200b}all #\u{200b}1 \\[x\\](y) \\$a\\$"
        );
        assert_eq!(prose("`$connect` is `<gone>`"), "`$connect` is `<gone>`");
    }

    #[test]
    fn backticks_in_a_value_open_nothing_that_stays_open() {
        assert_eq!(prose("`a`b`: <i>"), "`a`b\\`: &lt;i>");
        assert_eq!(prose("``` x"), "` ` \\` x");
        assert_eq!(prose("`a``b`"), "`a` `b`");
    }

    #[test]
    fn a_fence_in_a_line_does_not_end_the_fence_around_it() {
        assert_eq!(fenced("a\n```\nb"), "a\\n` ` `\\nb");
    }
}

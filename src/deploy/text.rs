//! Text that fits a line of a terminal.

use crate::ui;

/// Foreign text as one line that a terminal only shows.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    ui::harmless(&words.join(" "))
}

/// Cuts a line with styles to a width, and ends the last style.
pub(super) fn cut(line: &str, width: usize) -> String {
    let mut room = width.saturating_sub(1);
    let mut cut = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // Our own styles alone stand here: they end with a letter, and take no room.
            cut.push(character);
            for part in characters.by_ref() {
                cut.push(part);
                if part.is_ascii_alphabetic() {
                    break;
                }
            }
            continue;
        }
        let needed = columns(character);
        if needed > room {
            cut.push_str("…\u{1b}[0m");
            return cut;
        }
        room -= needed;
        cut.push(character);
    }
    cut
}

/// How many columns a character may take: two are assumed for scripts that have wide ones.
fn columns(character: char) -> usize {
    if u32::from(character) < 0x1100 || (0x2000..0x2e80).contains(&u32::from(character)) {
        1
    } else {
        2
    }
}

#[cfg(test)]
mod tests {
    use anstyle::AnsiColor;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_is_cut_to_its_columns_and_not_to_its_bytes() {
        let red = AnsiColor::Red.on_default();
        let line = format!("{} tail", ui::styled(red, "✗ Queue"));
        assert_eq!(cut(&line, 80), line);
        assert_eq!(cut(&line, 5), "\u{1b}[31m✗ Qu…\u{1b}[0m");
        assert_eq!(cut("日本語", 5), "日本…\u{1b}[0m");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_terminal(text in any::<String>(), width in 1..100_usize) {
            let line = cut(&one_line(&text), width);
            let shown = line.trim_end_matches("\u{1b}[0m");
            prop_assert!(shown.chars().map(columns).sum::<usize>() <= width);
        }
    }
}

//! From a byte to its line and column.

use crate::error::Place;

/// The place of a byte: line and column from 1, columns in characters.
pub(crate) fn of(source: &str, at: usize) -> Place {
    let before = &source[..source.floor_char_boundary(at.min(source.len()))];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Place {
        line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        let source = "ab\ncä$x";
        let places = [(0, "1:1"), (2, "1:3"), (3, "2:1"), (6, "2:3"), (99, "2:5")];
        for (at, expected) in places {
            assert_eq!(of(source, at).to_string(), expected, "byte {at}");
        }
    }
}

//! Finds the name that was probably meant.

/// The hint for a misspelt name, if one of the candidates is close to it.
pub(super) fn hint<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let tolerance = 1 + name.chars().count() / 4;
    candidates
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= tolerance)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| format!("did you mean `{candidate}`?"))
}

/// The number of characters to insert, delete or replace, letter case left aside (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().map(|c| c.to_ascii_lowercase()).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, l) in left.chars().map(|c| c.to_ascii_lowercase()).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, r) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(l != *r);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, hint};

    #[test]
    fn distances() {
        let pairs = [
            ("", "", 0),
            ("", "ab", 2),
            ("kitten", "sitting", 3),
            ("Api", "api", 0),
            ("ab", "ba", 2),
        ];
        for (left, right, expected) in pairs {
            assert_eq!(distance(left, right), expected, "{left} {right}");
            assert_eq!(distance(right, left), expected, "{right} {left}");
        }
    }

    #[test]
    fn the_closest_candidate_is_offered_and_a_far_one_is_not() {
        let names = || ["Rooms", "RoomsTable", "Messages"].into_iter();
        assert_eq!(hint("Room", names()).as_deref(), Some("did you mean `Rooms`?"));
        assert_eq!(
            hint("RoomTable", names()).as_deref(),
            Some("did you mean `RoomsTable`?")
        );
        assert_eq!(hint("Connections", names()), None);
    }
}

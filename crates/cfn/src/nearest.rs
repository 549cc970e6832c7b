//! Finds the name that was probably meant.

/// What is longer than any name is no mistyped one, and takes long to compare.
const LONGEST: usize = 512;

/// The known name that is nearest to a mistyped one, near enough to be meant; letter case is left aside.
///
/// ```
/// assert_eq!(cfn::nearest("Romos", ["Messages", "Rooms"]), Some("Rooms"));
/// assert_eq!(cfn::nearest("Connections", ["Messages", "Rooms"]), None);
/// ```
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if typed.len() > LONGEST {
        return None;
    }
    let typed = letters(typed);
    known
        .into_iter()
        .map(|name| (name, letters(name)))
        // No two texts are nearer than their lengths are.
        .filter(|(_, letters)| letters.len().abs_diff(typed.len()) <= (letters.len() / 3).max(1))
        .map(|(name, letters)| (distance(&typed, &letters), letters.len(), name))
        .filter(|(distance, length, _)| *distance <= (length / 3).max(1) && distance < length)
        .min_by_key(|(distance, ..)| *distance)
        .map(|(.., name)| name)
}

fn letters(text: &str) -> Vec<char> {
    text.chars().map(|c| c.to_ascii_lowercase()).collect()
}

/// How many letters have to be put in, taken out, replaced or swapped with their neighbour to turn one text into the
/// other (optimal string alignment).
fn distance(from: &[char], to: &[char]) -> usize {
    let mut last_but_one = vec![0; to.len() + 1];
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let replaced = last[j] + usize::from(a != b);
            let mut fewest = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                fewest = fewest.min(last_but_one[j - 1] + 1);
            }
            row.push(fewest);
        }
        last_but_one = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{distance, letters, nearest};

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        let stages = ["dev", "staging", "prod"];
        for typed in ["stagin", "Staging", "stagnig", "sttaging"] {
            assert_eq!(nearest(typed, stages), Some("staging"), "{typed}");
        }
        assert_eq!(nearest("dve", stages), Some("dev"));
        assert_eq!(nearest("production", stages), None);
        assert_eq!(nearest("B", ["A"]), None);
        assert_eq!(nearest("RoomTable", ["Rooms", "RoomsTable"]), Some("RoomsTable"));
    }

    proptest! {
        #[test]
        fn a_distance_is_the_same_both_ways_and_no_longer_than_the_longer_text(a in ".{0,8}", b in ".{0,8}") {
            let (a, b) = (letters(&a), letters(&b));
            let there = distance(&a, &b);
            prop_assert_eq!(there, distance(&b, &a));
            prop_assert!(there <= a.len().max(b.len()));
            prop_assert_eq!(there == 0, a == b);
        }
    }
}

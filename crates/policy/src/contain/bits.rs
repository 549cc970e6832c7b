//! Sets of small numbers.

/// A set of numbers below a limit that is fixed when the set is made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Bits {
    words: Vec<u64>,
    limit: usize,
}

impl Bits {
    /// No number below the limit.
    pub(super) fn none(limit: usize) -> Self {
        Self {
            words: vec![0; limit.div_ceil(64)],
            limit,
        }
    }

    /// Every number below the limit.
    pub(super) fn all(limit: usize) -> Self {
        Self::of(limit, |_| true)
    }

    /// The numbers below the limit that are wanted.
    pub(super) fn of(limit: usize, wanted: impl Fn(usize) -> bool) -> Self {
        let mut bits = Self::none(limit);
        (0..limit)
            .filter(|number| wanted(*number))
            .for_each(|number| bits.insert(number));
        bits
    }

    pub(super) fn insert(&mut self, number: usize) {
        self.words[number / 64] |= 1 << (number % 64);
    }

    pub(super) fn has(&self, number: usize) -> bool {
        self.words[number / 64] >> (number % 64) & 1 == 1
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The smallest number.
    pub(super) fn first(&self) -> Option<usize> {
        (0..self.limit).find(|number| self.has(*number))
    }

    /// The numbers that are in both.
    pub(super) fn and(&self, other: &Self) -> Self {
        self.zip(other, |one, two| one & two)
    }

    /// The numbers that are in one of them.
    pub(super) fn or(&self, other: &Self) -> Self {
        self.zip(other, |one, two| one | two)
    }

    /// The numbers that are not in the other.
    pub(super) fn minus(&self, other: &Self) -> Self {
        self.zip(other, |one, two| one & !two)
    }

    fn zip(&self, other: &Self, with: impl Fn(u64, u64) -> u64) -> Self {
        let words = self.words.iter().zip(&other.words);
        Self {
            words: words.map(|(one, two)| with(*one, *two)).collect(),
            limit: self.limit,
        }
    }
}

//! How two patterns relate: whether one includes the other, whether they have a text in common.

use super::{Pattern, Piece};

impl Pattern {
    /// Whether every text that `other` matches is matched by this pattern: exact for patterns that treat case alike.
    ///
    /// There is always a letter that this pattern does not name. So where `other` has `?`, only a wildcard of this
    /// pattern will do, and where `other` has `*`, a text may have nothing or more than anybody counts. Between its
    /// stars this pattern asks for fixed runs, with some number of letters between them at least; each run is looked
    /// for as far to the left as it can stand among the letters that every text of `other` has.
    pub fn includes(&self, other: &Self) -> bool {
        let (runs, gaps) = self.runs();
        let Some((first, rest)) = runs.split_first() else {
            return false;
        };
        let Some((last, middle)) = rest.split_last() else {
            return first.len() == other.pieces.len() && self.covers(first, other, 0);
        };
        if !self.covers(first, other, 0) {
            return false;
        }
        let mut at = first.len();
        for (run, gap) in middle.iter().zip(&gaps) {
            let start = other
                .skip(at, *gap)
                .and_then(|from| (from..=other.pieces.len()).find(|start| self.covers(run, other, *start)));
            match start {
                Some(start) => at = start + run.len(),
                None => return false,
            }
        }
        let Some(start) = other.pieces.len().checked_sub(last.len()) else {
            return false;
        };
        let gap = gaps.last().copied().unwrap_or_default();
        let earliest = other.skip(at, gap);
        earliest.is_some_and(|earliest| earliest <= start) && self.covers(last, other, start)
    }

    /// The fixed runs between stars, the first and last of which are anchored, and how many letters there must be
    /// between each two of them: a `?` beside a star only asks for one more.
    fn runs(&self) -> (Vec<&[Piece]>, Vec<usize>) {
        let all: Vec<&[Piece]> = self.pieces.split(|piece| *piece == Piece::Many).collect();
        let mut runs = Vec::with_capacity(all.len());
        let mut gaps = Vec::with_capacity(all.len());
        let mut gap = 0;
        for (index, run) in all.iter().enumerate() {
            let inner = index > 0 && index + 1 < all.len();
            let begin = if index > 0 {
                run.iter().take_while(|piece| **piece == Piece::One).count()
            } else {
                0
            };
            let kept = &run[begin..];
            gap += begin;
            let end = if index + 1 < all.len() {
                kept.iter()
                    .rev()
                    .take_while(|piece| **piece == Piece::One)
                    .count()
            } else {
                0
            };
            let kept = &kept[..kept.len() - end];
            if !inner || !kept.is_empty() {
                if index > 0 {
                    gaps.push(gap);
                }
                runs.push(kept);
                gap = 0;
            }
            gap += end;
        }
        (runs, gaps)
    }

    /// Whether this run of letters and `?` takes what `other` has from `start` on, whatever its `?` stand for.
    fn covers(&self, run: &[Piece], other: &Self, start: usize) -> bool {
        let Some(found) = other.pieces.get(start..start + run.len()) else {
            return false;
        };
        run.iter().zip(found).all(|(piece, found)| match found {
            Piece::Letter(letter) => self.takes(*piece, *letter),
            Piece::One => *piece == Piece::One,
            Piece::Many => false,
        })
    }

    /// The place behind at least `count` letters from `from` on, if every text has that many.
    fn skip(&self, from: usize, count: usize) -> Option<usize> {
        let mut places = self
            .pieces
            .iter()
            .enumerate()
            .skip(from)
            .filter(|(_, piece)| **piece != Piece::Many);
        match count.checked_sub(1) {
            None => Some(from),
            Some(before) => places.nth(before).map(|(index, _)| index + 1),
        }
    }

    /// Whether some text fits both patterns.
    pub fn overlaps(&self, other: &Self) -> bool {
        // Column by column: which places of `other` can be reached together with a place of this pattern.
        let mut reached = vec![false; other.pieces.len() + 1];
        reached[0] = true;
        other.pass_stars(&mut reached);
        for piece in &self.pieces {
            let mut next = vec![false; reached.len()];
            for place in 0..reached.len() {
                let (here, after) = (reached[place], other.pieces.get(place));
                match piece {
                    // Nothing, or any number of the other's pieces.
                    Piece::Many => next[place] |= here || place > 0 && next[place - 1],
                    _ if !here => {}
                    piece => match after {
                        Some(Piece::Many) => next[place] = true,
                        Some(found) if self.meet(*piece, *found, other) => next[place + 1] = true,
                        _ => {}
                    },
                }
            }
            other.pass_stars(&mut next);
            reached = next;
        }
        reached.last().copied().unwrap_or_default()
    }

    /// A star may stand for nothing.
    fn pass_stars(&self, reached: &mut [bool]) {
        for (place, piece) in self.pieces.iter().enumerate() {
            if *piece == Piece::Many && reached[place] {
                reached[place + 1] = true;
            }
        }
    }

    fn meet(&self, piece: Piece, found: Piece, other: &Self) -> bool {
        match (piece, found) {
            (Piece::Letter(letter), Piece::Letter(found)) => {
                self.takes(piece, found) || other.takes(Piece::Letter(found), letter)
            }
            _ => true,
        }
    }
}

//! Whether boxes cover a box.

use std::ops::ControlFlow;

use super::{Doubt, bits::Bits};

/// A set of requests: those whose coordinate is in the set, in each dimension.
pub(super) type Region = Vec<Bits>;

/// How many boxes may be looked at before the question is given up.
const MOST_STEPS: usize = 20_000;

/// Shows every part of a region that none of the others covers, until somebody has seen enough.
pub(super) fn gaps(
    region: Region,
    covers: &[Region],
    see: &mut dyn FnMut(&Region) -> ControlFlow<()>,
) -> Result<(), Doubt> {
    let mut search = Search { see, steps: 0 };
    match search.below(region, covers) {
        ControlFlow::Break(Some(doubt)) => Err(doubt),
        ControlFlow::Break(None) | ControlFlow::Continue(()) => Ok(()),
    }
}

struct Search<'s> {
    see: &'s mut dyn FnMut(&Region) -> ControlFlow<()>,
    steps: usize,
}

impl Search<'_> {
    fn below(&mut self, mut region: Region, covers: &[Region]) -> ControlFlow<Option<Doubt>> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return ControlFlow::Break(Some(Doubt::TooLarge));
        }
        if is_empty(&region) {
            return ControlFlow::Continue(());
        }
        let touching = covers.iter().position(|cover| !is_empty(&both(&region, cover)));
        let Some(first) = touching else {
            return (self.see)(&region).map_break(|()| None);
        };
        let rest = &covers[first + 1..];
        // What sticks out is cut off, dimension by dimension; what remains is covered.
        for (dimension, cover) in covers[first].iter().enumerate() {
            let outside = region[dimension].minus(cover);
            if !outside.is_empty() {
                let mut part = region.clone();
                part[dimension] = outside;
                self.below(part, rest)?;
                region[dimension] = region[dimension].and(cover);
            }
        }
        ControlFlow::Continue(())
    }
}

/// The requests that are in both.
pub(super) fn both(one: &Region, two: &Region) -> Region {
    one.iter().zip(two).map(|(one, two)| one.and(two)).collect()
}

pub(super) fn is_empty(region: &Region) -> bool {
    region.iter().any(Bits::is_empty)
}

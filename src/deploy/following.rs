//! How many operations are followed now.

use std::sync::atomic::{AtomicUsize, Ordering};

/// A count of operations.
#[derive(Debug, Default)]
pub(crate) struct Following(AtomicUsize);

/// One that is followed, for as long as this lives.
#[derive(Debug)]
pub(crate) struct One<'a>(&'a Following);

impl Following {
    /// Counts one more.
    pub(crate) fn begin(&self) -> One<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        One(self)
    }

    /// Whether there is any.
    pub(crate) fn any(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}

impl Drop for One<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

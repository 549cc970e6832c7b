//! How an operation ended.

use crate::{
    event::{Event, Status},
    stack::{Situation, Stack},
};

/// How an operation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    /// It did what it was to do.
    Done,
    /// It failed, and the stack is what it was before.
    RolledBack,
    /// It failed while the stack was made: what is left must be deleted.
    NeverMade,
    /// It failed, and so did the way back.
    Stuck,
    /// The stack is gone.
    Gone,
}

impl Ending {
    /// What the last event of an operation says.
    pub fn of(end: &Event) -> Self {
        Self::by(&end.status)
    }

    /// What a stack that rests says of the operation before.
    pub fn of_stack(stack: &Stack) -> Self {
        Self::by(&Status::of(stack.status.as_str()))
    }

    fn by(status: &Status) -> Self {
        let situation = Situation::of(&status.word().into());
        match situation {
            Situation::Absent => Self::Gone,
            Situation::MustBeDeleted => Self::NeverMade,
            Situation::RollbackFailed | Situation::DeleteFailed => Self::Stuck,
            _ if status.rolls_back() => Self::RolledBack,
            _ => Self::Done,
        }
    }
}

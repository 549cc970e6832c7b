//! What a change means, in a sentence.

/// What a verdict is about; a pipeline can fail on each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Something stored is lost, kept shorter, or left without protection.
    Data,
    /// Clients that work today notice.
    Contract,
}

/// What a change means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What it is about.
    pub topic: Topic,
    /// The logical id that it is about: the old one, where it changes.
    pub resource: String,
    /// One sentence.
    pub message: String,
}

impl Topic {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Contract => "contract",
        }
    }
}

impl Verdict {
    pub(crate) fn new(topic: Topic, resource: &str, message: impl Into<String>) -> Self {
        Self {
            topic,
            resource: resource.to_owned(),
            message: message.into(),
        }
    }
}

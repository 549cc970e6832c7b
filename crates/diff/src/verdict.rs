//! What a change means, in a sentence.

use cfn::Origin;

/// What a verdict is about, gravest first: what is lost stays lost, what was seen stays seen, what clients cannot do is
/// undone with the change. A pipeline can fail on each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Something stored is lost, kept shorter, or left without protection.
    Data,
    /// Somebody may do more than before, or less.
    Access,
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
    /// Who may do what, of the topic [`Topic::Access`] alone.
    pub access: Option<Access>,
    /// What becomes of what is stored, of the topic [`Topic::Data`] alone.
    pub fate: Option<Fate>,
    /// Where the resource is declared, as of [`Change::origin`](crate::Change::origin).
    pub origin: Option<Origin>,
}

/// What becomes of what is stored, gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It is deleted.
    Lost,
    /// It stays in the account, and no stack knows it.
    LeftBehind,
    /// It is deleted sooner, or protected less.
    AtRisk,
}

impl Fate {
    /// The words for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::LeftBehind => "left behind",
            Self::AtRisk => "at risk",
        }
    }
}

/// How the access of somebody changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// Which way.
    pub reach: Reach,
    /// Whose: `the role ChatRole`, `everybody`, `apigateway.amazonaws.com`.
    pub principal: String,
    /// The actions, as the policy writes them.
    pub actions: Vec<String>,
    /// The resources, as the policy writes them; what only AWS knows stands as a token, `‹Rooms›`.
    pub resources: Vec<String>,
    /// A request that is allowed on one side alone, in one line: proof that the access is really another.
    pub witness: Option<String>,
}

/// Which way access changes, gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Everybody may do something now, whoever they are.
    Public,
    /// Something is allowed now that was not before; the witness is a request.
    Wider,
    /// Nobody can say offline that nothing more is allowed; the message says why.
    MayBeWider,
    /// Something is allowed no more, and nothing new is.
    Narrower,
}

impl Reach {
    /// The words for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Wider => "wider",
            Self::MayBeWider => "may be wider",
            Self::Narrower => "narrower",
        }
    }
}

impl Topic {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Access => "access",
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
            access: None,
            fate: None,
            origin: None,
        }
    }

    pub(crate) fn of_data(resource: &str, message: impl Into<String>, fate: Fate) -> Self {
        Self {
            fate: Some(fate),
            ..Self::new(Topic::Data, resource, message)
        }
    }

    pub(crate) fn of_access(resource: &str, message: impl Into<String>, access: Access) -> Self {
        Self {
            access: Some(access),
            ..Self::new(Topic::Access, resource, message)
        }
    }

    /// Whether something that is stored is deleted.
    pub fn loses(&self) -> bool {
        self.fate == Some(Fate::Lost)
    }

    /// Whether somebody may do more than before, or nobody can say that they may not.
    pub fn broadens(&self) -> bool {
        let reach = self.access.as_ref().map(|access| access.reach);
        reach.is_some_and(|reach| reach != Reach::Narrower)
    }
}

//! All requests, as far as some statements tell them apart: one dimension for who asks, for the action, for the resource,
//! and for each condition key.

use super::{
    Doubt,
    bits::Bits,
    cover::Region,
    keys::Key,
    language::Alphabet,
    people::People,
    texts::{Bound, Listed, Texts},
};
use crate::{Condition, Matching, Request, Statement, Text};

/// A statement whose texts are languages.
#[derive(Debug)]
pub(super) struct Read<'p> {
    pub(super) statement: &'p Statement,
    actions: Listed,
    resources: Option<Listed>,
    /// With keys in lower case and values in order, so that the same condition is the same value.
    conditions: Vec<Condition>,
}

/// What is taken for the policy variables.
#[derive(Clone, Debug)]
pub(super) enum Variables {
    /// Nothing: what is proved holds for all of their values.
    Open,
    /// Those of these keys have the values that a request has, if it has them.
    Settled(Vec<String>, Request),
}

/// One of a statement's principals, actions and resources each; without, all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) principal: Option<usize>,
    pub(super) action: Option<usize>,
    pub(super) resource: Option<usize>,
}

/// The requests that statements tell apart, within those that one of them takes.
#[derive(Debug)]
pub(super) struct Space<'s> {
    own: &'s Read<'s>,
    variables: &'s Variables,
    people: People,
    actions: Texts,
    resources: Texts,
    keys: Vec<Key>,
}

impl Variables {
    fn request(&self) -> Request {
        match self {
            Self::Open => Request::default(),
            Self::Settled(_, request) => request.clone(),
        }
    }

    fn settles(&self, key: &str) -> bool {
        matches!(self, Self::Settled(keys, _) if keys.iter().any(|known| known == key))
    }

    fn text(&self, text: &Text) -> Text {
        match self {
            Self::Open => text.with_tokens(),
            Self::Settled(..) => text.clone(),
        }
    }
}

impl<'p> Read<'p> {
    pub(super) fn new(statement: &'p Statement, variables: &Variables, alphabet: &mut Alphabet) -> Self {
        let request = variables.request();
        let actions = listed(&statement.actions, |action| Some(alphabet.language(action)));
        let resources = statement.resources.as_ref().map(|resources| {
            listed(resources, |text| {
                let text = variables.text(text);
                text.pattern(&request).map(|pattern| alphabet.language(&pattern))
            })
        });
        let conditions = statement.conditions.iter().map(|condition| {
            let mut values: Vec<Text> = condition
                .values
                .iter()
                .map(|value| variables.text(value))
                .collect();
            values.sort_by(|one, other| one.source().cmp(other.source()));
            values.dedup();
            Condition {
                operator: condition.operator,
                key: condition.key.to_ascii_lowercase(),
                values,
            }
        });
        Self {
            statement,
            actions,
            resources,
            conditions: conditions.collect(),
        }
    }

    /// Whether some action may be one of both statements.
    pub(super) fn shares_actions(&self, other: &Self) -> bool {
        let (one, two) = (&self.actions, &other.actions);
        let overlap = |language| {
            two.languages
                .iter()
                .flatten()
                .any(|other| other.may_overlap(language))
        };
        one.negated || two.negated || one.languages.iter().flatten().any(overlap)
    }
}

fn listed<T>(
    matching: &Matching<T>,
    language: impl FnMut(&T) -> Option<super::language::Language>,
) -> Listed {
    Listed {
        negated: matching.is_negated(),
        languages: matching.listed().iter().map(language).collect(),
    }
}

/// The condition keys, each with the conditions on it and how many values a request needs at most to be told apart.
///
/// A request that is looked for has to fit what it is within, and to stick out of what may cover it. A value that fits
/// is needed for each condition that wants one, and a value that does not for each that wants all: others do no good.
fn keys(
    own: &Read<'_>,
    within: &[Read<'_>],
    covers: &[Read<'_>],
    variables: &Variables,
    alphabet: &mut Alphabet,
) -> Result<Vec<Key>, Doubt> {
    let mut found: Vec<(&str, Vec<Condition>, usize)> = Vec::new();
    let fitting = within.iter().chain([own]).map(|read| (read, false));
    for (read, covers) in fitting.chain(covers.iter().map(|read| (read, true))) {
        for condition in &read.conditions {
            let place = found
                .iter()
                .position(|(key, ..)| *key == condition.key)
                .unwrap_or(found.len());
            if place == found.len() {
                found.push((&condition.key, Vec::new(), 0));
            }
            let (_, conditions, most) = &mut found[place];
            *most += usize::from(condition.operator.wants_all() == covers);
            if !conditions.contains(condition) {
                conditions.push(condition.clone());
            }
        }
    }
    let request = variables.request();
    let key = |(name, conditions, most): (&str, Vec<Condition>, usize)| {
        if variables.settles(name) {
            Ok(Key::settled(name.to_owned(), conditions, &request))
        } else {
            Key::new(name.to_owned(), conditions, most, &request, alphabet)
        }
    };
    found.into_iter().map(key).collect()
}

impl<'s> Space<'s> {
    /// The space of one statement, as far as others tell its requests apart: those that take them together with it, and
    /// those that may cover them.
    pub(super) fn new(
        own: &'s Read<'s>,
        within: &[Read<'_>],
        covers: &[Read<'_>],
        variables: &'s Variables,
        alphabet: &mut Alphabet,
    ) -> Result<Self, Doubt> {
        let others = || within.iter().chain(covers);
        let actions: Vec<&Listed> = others().map(|other| &other.actions).collect();
        let resources: Vec<&Listed> = others().filter_map(|other| other.resources.as_ref()).collect();
        let principals = others()
            .chain([own])
            .filter_map(|read| read.statement.principals.as_ref());
        Ok(Self {
            people: People::new(principals),
            actions: Texts::new(Some(&own.actions), &actions, alphabet)?,
            resources: Texts::new(own.resources.as_ref(), &resources, alphabet)?,
            keys: keys(own, within, covers, variables, alphabet)?,
            own,
            variables,
        })
    }

    /// What the statement itself takes, or a piece of it.
    pub(super) fn own(&self, piece: Piece) -> Region {
        let mut region = vec![
            self.people
                .own(self.own.statement.principals.as_ref(), piece.principal),
            self.actions.own(piece.action),
            self.resources.own(piece.resource),
        ];
        region.extend(self.keys.iter().map(|key| key.own(&self.own.conditions)));
        region
    }

    /// Of a region that the statement opens to everybody, what everybody may do.
    pub(super) fn of_anybody(&self, region: &Region) -> Option<Region> {
        self.own.statement.principals.as_ref()?;
        let mut region = region.clone();
        region[0] = Bits::of(self.people.len(), |point| point == 0 && region[0].has(0));
        Some(region)
    }

    /// What another statement takes; `held` are those that take the request anyway, so that their conditions hold.
    pub(super) fn other(&self, other: &Read<'_>, held: &[&Read<'_>], bound: Bound) -> Region {
        let principals = self.own.statement.principals.as_ref();
        let held: Vec<Condition> = held
            .iter()
            .chain([&self.own])
            .flat_map(|read| read.conditions.iter().cloned())
            .collect();
        let mut region = vec![
            self.people
                .other(principals, other.statement.principals.as_ref(), bound),
            self.actions.other(Some(&other.actions), bound),
            self.resources.other(other.resources.as_ref(), bound),
        ];
        region.extend(
            self.keys
                .iter()
                .map(|key| key.other(&other.conditions, &held, bound)),
        );
        region
    }

    /// One request of a region, the simplest in each dimension.
    pub(super) fn request(&self, region: &Region) -> Option<Request> {
        let mut points = region.iter().map(Bits::first);
        let mut next = || points.next().flatten();
        let (who, action, resource) = (next()?, next()?, next()?);
        let mut request = self.variables.request();
        request.set_action(self.actions.sample(action));
        request.set_resource(self.resources.sample(resource));
        if let Some(who) = self.people.who(who) {
            request = request.by(who.clone());
        }
        for key in &self.keys {
            if let Some(values) = key.values(next()?) {
                request = request.with_all(&key.name, values);
            }
        }
        Some(request)
    }

    /// The pieces that the statement consists of.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let parts = |count: Option<usize>| match count {
            Some(count) => (0..count).map(Some).collect(),
            None => vec![None],
        };
        let texts = |listed: &Listed| (!listed.negated).then_some(listed.languages.len());
        let people = self
            .own
            .statement
            .principals
            .as_ref()
            .filter(|people| !people.is_negated());
        let people = parts(people.map(|people| people.listed().len()));
        let resources = parts(self.own.resources.as_ref().and_then(texts));
        let mut pieces = Vec::new();
        for action in parts(texts(&self.own.actions)) {
            for &resource in &resources {
                pieces.extend(people.iter().map(|&principal| Piece {
                    principal,
                    action,
                    resource,
                }));
            }
        }
        pieces
    }
}

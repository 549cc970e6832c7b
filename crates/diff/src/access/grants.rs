//! What several statements allow, told together.

use policy::contain::Excess;

use super::words::{self, Words};
use crate::{Access, Reach, Verdict};

/// How many grants a sentence tells, and how many terms of each.
const MOST_TOLD: usize = 4;

/// Grants of which the same is to be said.
struct Group {
    reach: Reach,
    about: String,
    who: String,
    doubt: Option<String>,
    /// What may be done, and on which terms.
    grants: Vec<(String, Vec<String>)>,
    access: Access,
}

/// One verdict for all that is of one kind and for the same; `gone` is what is allowed no more.
pub(super) fn told(words: Words<'_>, found: &[Excess<'_>], gone: bool) -> Vec<Verdict> {
    let mut groups: Vec<Group> = Vec::new();
    for excess in found {
        let one = group(words, excess, gone);
        let same = groups.iter_mut().find(|group| {
            (group.reach, &group.about, &group.who, &group.doubt)
                == (one.reach, &one.about, &one.who, &one.doubt)
        });
        match same {
            Some(group) => group.add(one),
            None => groups.push(one),
        }
    }
    let verdict = |group: Group| Verdict::of_access(words.resource, group.sentence(), group.access);
    groups.into_iter().map(verdict).collect()
}

fn group(words: Words<'_>, excess: &Excess<'_>, gone: bool) -> Group {
    let reach = match &excess.witness {
        _ if gone => Reach::Narrower,
        Ok(request) if words::is_public(excess.by.statement, request) => Reach::Public,
        Ok(_) => Reach::Wider,
        Err(_) => Reach::MayBeWider,
    };
    let (what, terms) = words::grant(excess);
    Group {
        reach,
        about: words.about(excess),
        who: words.who(excess),
        doubt: excess.witness.as_ref().err().map(ToString::to_string),
        grants: vec![(what, vec![terms])],
        access: Access {
            reach,
            principal: words.principal(excess),
            actions: words::actions(excess),
            resources: words::resources(excess),
            witness: excess.witness.as_ref().ok().map(words::request),
        },
    }
}

impl Group {
    fn add(&mut self, other: Self) {
        for (what, terms) in other.grants {
            match self.grants.iter_mut().find(|(known, _)| *known == what) {
                Some((_, known)) => extend(known, terms),
                None => self.grants.push((what, terms)),
            }
        }
        extend(&mut self.access.actions, other.access.actions);
        extend(&mut self.access.resources, other.access.resources);
    }

    fn sentence(&self) -> String {
        let Self { about, who, .. } = self;
        let grant = |(what, terms): &(String, Vec<String>)| {
            format!("{what} {}", told_of(terms, ", ")).trim_end().to_owned()
        };
        let grants: Vec<String> = self.grants.iter().map(grant).collect();
        let what = told_of(&grants, "; ");
        match (self.reach, &self.doubt) {
            (Reach::Narrower, _) => format!("narrower {about}: {who} may no longer {what}"),
            (Reach::Public, _) => format!("new public {about}: {who} may {what}"),
            (_, None) => format!("wider {about}: {who} may {what}"),
            (_, Some(doubt)) => format!("{about} may be wider, {doubt}: {who} may {what}"),
        }
    }
}

/// Adds what is not there yet.
fn extend(to: &mut Vec<String>, from: Vec<String>) {
    for text in from {
        if !to.contains(&text) {
            to.push(text);
        }
    }
}

/// The first few, and how many there are besides.
fn told_of(items: &[String], between: &str) -> String {
    let told = items[..items.len().min(MOST_TOLD)].join(between);
    match items.len().saturating_sub(MOST_TOLD) {
        0 => told,
        more => format!("{told}{between}and {more} more"),
    }
}

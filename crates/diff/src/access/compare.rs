//! What the policies of one holder allow now, beside what they allowed before.

use check::Model;
use policy::{
    Policy,
    contain::{Excess, excess},
};

use super::{
    holders::{Holder, Holders, Kind},
    words::{self, Words},
};
use crate::{Access, Reach, Verdict};

/// The verdicts on all holders, those first that the new template has.
pub(super) fn holders(old: (&Model<'_>, &Holders), new: (&Model<'_>, &Holders)) -> Vec<Verdict> {
    let (before, after) = (old.1, new.1);
    let none = Holder::default();
    let mut verdicts = Vec::new();
    for ((kind, key), holder) in after {
        let old = before.get(&(*kind, key.clone())).unwrap_or(&none);
        one(*kind, old, holder, &holder.resource, &mut verdicts);
    }
    // Whoever goes as a whole is no news: that is a change of its own.
    let stays = |holder: &Holder| {
        old.0.resource(&holder.resource).is_none() || new.0.resource(&holder.resource).is_some()
    };
    for ((kind, _), holder) in before
        .iter()
        .filter(|(key, holder)| !after.contains_key(*key) && stays(holder))
    {
        one(*kind, holder, &none, &holder.resource, &mut verdicts);
    }
    verdicts
}

fn one(kind: Kind, old: &Holder, new: &Holder, resource: &str, verdicts: &mut Vec<Verdict>) {
    let words = Words { kind, resource };
    let (before, after) = (layers(old), layers(new));
    for excess in excess(&before, &after) {
        verdicts.push(wider(words, &excess));
    }
    verdicts.extend(unknown(words, old, new));
    for excess in excess(&after, &before) {
        verdicts.extend(narrower(words, &excess));
    }
    let gone = old.elsewhere.difference(&new.elsewhere);
    verdicts.extend(gone.map(|arn| {
        let message = format!(
            "narrower access: {} loses the managed policy `{arn}`",
            words.holder()
        );
        words.verdict(Reach::Narrower, message)
    }));
}

/// What must all allow: the policies, and the boundary.
fn layers(holder: &Holder) -> Vec<&[Policy]> {
    std::iter::once(holder.policies.as_slice())
        .chain(holder.boundary.as_deref())
        .collect()
}

fn wider(words: Words<'_>, excess: &Excess<'_>) -> Verdict {
    let reach = match &excess.witness {
        Ok(request) if words::is_public(excess.by.statement, request) => Reach::Public,
        Ok(_) => Reach::Wider,
        Err(_) => Reach::MayBeWider,
    };
    let about = words::about(excess);
    let grant = words.grant(excess);
    let message = match (reach, &excess.witness) {
        (Reach::Public, _) => format!("new public access{about}: {grant}"),
        (_, Ok(_)) => format!("wider access{about}: {grant}"),
        (_, Err(doubt)) => format!("access{about} may be wider, {doubt}: {grant}"),
    };
    words.verdict_on(reach, message, excess)
}

/// What was allowed and is no more; of what nobody has proved, nothing is said.
fn narrower(words: Words<'_>, excess: &Excess<'_>) -> Option<Verdict> {
    excess.witness.as_ref().ok()?;
    let message = format!(
        "narrower access{}: no longer {}",
        words::about(excess),
        words.grant(excess)
    );
    Some(words.verdict_on(Reach::Narrower, message, excess))
}

/// What the templates do not show.
fn unknown(words: Words<'_>, old: &Holder, new: &Holder) -> Vec<Verdict> {
    let mut messages = Vec::new();
    let holder = words.holder();
    for arn in new.elsewhere.difference(&old.elsewhere) {
        messages.push(format!(
            "access may be wider: {holder} gets the managed policy `{arn}`, whose content is not in the template"
        ));
    }
    if let Some(arn) = old
        .boundary_elsewhere
        .as_ref()
        .filter(|arn| new.boundary_elsewhere.as_ref() != Some(arn))
    {
        messages.push(format!(
            "access may be wider: {holder} is no longer bounded by `{arn}`, whose content is not in the template"
        ));
    }
    if old.unreadable != new.unreadable {
        messages.push(format!(
            "access may be wider: a policy of {holder} changes and cannot be read; hint: `gatewright check` says why"
        ));
    }
    messages
        .into_iter()
        .map(|message| words.verdict(Reach::MayBeWider, message))
        .collect()
}

impl Words<'_> {
    fn verdict(self, reach: Reach, message: String) -> Verdict {
        let access = Access {
            reach,
            principal: self.holder(),
            actions: Vec::new(),
            resources: Vec::new(),
            witness: None,
        };
        Verdict::of_access(self.resource, message, access)
    }

    fn verdict_on(self, reach: Reach, message: String, excess: &Excess<'_>) -> Verdict {
        let access = Access {
            reach,
            principal: self.who(excess),
            actions: words::actions(excess),
            resources: words::resources(excess),
            witness: excess.witness.as_ref().ok().map(words::request),
        };
        Verdict::of_access(self.resource, message, access)
    }
}

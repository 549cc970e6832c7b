//! What the policies of one holder allow now, beside what they allowed before.

use check::Model;
use policy::{Effect, Policy, contain::excess};

use super::{
    grants,
    holders::{self, Holder, Holders, Kind},
    words::Words,
};
use crate::{Access, Reach, Verdict};

/// What is open where it has no policy.
const OPEN_WITHOUT: [&str; 3] = [
    "AWS::ApiGateway::RestApi",
    "AWS::EC2::VPCEndpoint",
    "AWS::EFS::FileSystem",
];

/// The verdicts on all that policies hang on, those first that the new template has.
pub(super) fn models(old: &Model<'_>, new: &Model<'_>) -> Vec<Verdict> {
    let (before, after) = (holders::of(old), holders::of(new));
    let none = Holder::default();
    let mut verdicts = Vec::new();
    for (key @ (kind, _), holder) in &after {
        let was = before.get(key).or_else(|| predecessor(old, new, &before, key));
        one(
            *kind,
            was.unwrap_or(&none),
            holder,
            &holder.resource,
            &mut verdicts,
        );
    }
    // Whoever goes as a whole is no news: that is a change of its own.
    let stays = |holder: &Holder| {
        old.resource(&holder.resource).is_none() || new.resource(&holder.resource).is_some()
    };
    let gone = before
        .iter()
        .filter(|(key, holder)| !after.contains_key(*key) && stays(holder));
    for ((kind, _), holder) in gone {
        let id = &holder.resource;
        if OPEN_WITHOUT
            .iter()
            .any(|kind| new.of_type(kind).iter().any(|one| one.id == id))
        {
            let words = Words {
                kind: *kind,
                resource: id,
            };
            let message = "access may be wider: it has no policy any more, which lets everybody in whom nothing else keeps out";
            verdicts.push(words.verdict(Reach::MayBeWider, message.to_owned()));
            continue;
        }
        one(*kind, holder, &none, id, &mut verdicts);
    }
    verdicts.extend(other_roles(old, new, &before, &after));
    verdicts
}

/// The role that a function has.
fn role<'m>(model: &'m Model<'m>, function: &str) -> Option<&'m str> {
    let role = model.function(function)?.role.resource()?;
    Some(role.id)
}

/// The holder in whose place a new role comes: that of the functions that take the new one, if it was the same for all.
fn predecessor<'h>(
    old: &Model<'_>,
    new: &Model<'_>,
    before: &'h Holders,
    (kind, key): &(Kind, String),
) -> Option<&'h Holder> {
    if !matches!(kind, Kind::Trust | Kind::Identity(_)) {
        return None;
    }
    let takers = new.functions.iter().map(|function| function.resource.id);
    let mut takers = takers
        .filter(|function| role(new, function) == Some(key))
        .map(|function| role(old, function));
    let first = takers.next()??;
    let same = takers.all(|other| other == Some(first));
    before.get(&(*kind, first.to_owned())).filter(|_| same)
}

/// Functions that take another role which was there before.
fn other_roles(old: &Model<'_>, new: &Model<'_>, before: &Holders, after: &Holders) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    let kind = Kind::Identity("the function");
    for function in &new.functions {
        let id = function.resource.id;
        let Some(was) = old.function(id) else { continue };
        let holder =
            |holders: &'_ Holders, role: &str| holders.get(&(holders::ROLE, role.to_owned())).cloned();
        match (role(old, id), role(new, id)) {
            (Some(one), Some(other)) if one != other && old.resource(other).is_some() => {
                if let (Some(one), Some(other)) = (holder(before, one), holder(after, other)) {
                    self::one(kind, &one, &other, id, &mut verdicts);
                }
            }
            (None, Some(other)) if old.resource(other).is_some() => {
                let message = format!(
                    "access may be wider: it takes the role `{other}` instead of one that is not in the template"
                );
                let words = Words { kind, resource: id };
                verdicts.push(words.verdict(Reach::MayBeWider, message));
            }
            (_, None) if was.resource.get("Role") != function.resource.get("Role") => {
                let message =
                    "access may be wider: it takes another role, whose policies are not in the template";
                let words = Words { kind, resource: id };
                verdicts.push(words.verdict(Reach::MayBeWider, message.to_owned()));
            }
            _ => {}
        }
    }
    verdicts
}

fn one(kind: Kind, old: &Holder, new: &Holder, resource: &str, verdicts: &mut Vec<Verdict>) {
    let words = Words { kind, resource };
    if old == new {
        return;
    }
    let (before, after) = (layers(old), layers(new));
    let wider = grants::told(words, &excess(&before, &after), false);
    if wider.is_empty() {
        verdicts.extend(undenied(words, old, new));
    }
    verdicts.extend(wider);
    verdicts.extend(unknown(words, old, new));
    // Of what nobody has proved to be allowed no more, nothing is said.
    let mut gone = excess(&after, &before);
    gone.retain(|excess| excess.witness.is_ok());
    verdicts.extend(grants::told(words, &gone, true));
    let gone = old
        .elsewhere
        .difference(&new.elsewhere)
        .filter(|arn| !may_deny(arn));
    verdicts.extend(gone.map(|arn| {
        let message = format!(
            "narrower access: {} loses the managed policy `{arn}`",
            words.holder()
        );
        words.verdict(Reach::Narrower, message)
    }));
}

/// A denial on a resource holds for those, too, whom only their own policies allow: what they may is not in this policy.
fn undenied(words: Words<'_>, old: &Holder, new: &Holder) -> Option<Verdict> {
    let denies = |policy: &Policy| {
        let mut statements = policy.statements.iter();
        statements.any(|statement| statement.effect == Effect::Deny)
    };
    if words.kind != Kind::Resource || !old.policies.iter().any(denies) {
        return None;
    }
    let all = r#"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}"#;
    let all = Policy::from_json("all", all).ok()?;
    let with = |holder: &Holder| -> Vec<Policy> {
        let own = holder.policies.iter().cloned();
        std::iter::once(all.clone()).chain(own).collect()
    };
    let (before, after) = (with(old), with(new));
    let less = !excess(&[&before], &[&after]).is_empty();
    less.then(|| {
        let message = format!(
            "access may be wider: {} denies less, and what others' own policies allow is not compared with that",
            words.holder()
        );
        words.verdict(Reach::MayBeWider, message)
    })
}

/// Whether a managed policy that is not in the template may take something away.
fn may_deny(arn: &str) -> bool {
    !arn.contains(":iam::aws:policy/") || ["Deny", "Quarantine"].iter().any(|word| arn.contains(word))
}

/// What must all allow: the policies, and the boundary.
fn layers(holder: &Holder) -> Vec<&[Policy]> {
    std::iter::once(holder.policies.as_slice())
        .chain(holder.boundary.as_deref())
        .collect()
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
    for arn in old
        .elsewhere
        .difference(&new.elsewhere)
        .filter(|arn| may_deny(arn))
    {
        messages.push(format!(
            "access may be wider: {holder} loses `{arn}`, which may deny something"
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
}

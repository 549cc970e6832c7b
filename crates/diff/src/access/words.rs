//! Access in plain words.

use policy::{
    Condition, Matching, Principal, Request, Statement,
    condition::{Operator, Over},
    contain::Excess,
};

use super::holders::Kind;

/// What messages call the resources of a service.
const SERVICES: [(&str, &str); 14] = [
    ("dynamodb", "tables"),
    ("execute-api", "connections and APIs"),
    ("lambda", "functions"),
    ("sqs", "queues"),
    ("sns", "topics"),
    ("s3", "buckets"),
    ("kms", "keys"),
    ("kinesis", "streams"),
    ("firehose", "delivery streams"),
    ("events", "event buses"),
    ("states", "state machines"),
    ("logs", "logs"),
    ("sts", "roles"),
    ("secretsmanager", "secrets"),
];

/// Conditions on these let in what somebody known sends, even where the principal is everybody ("The meaning of
/// public", Amazon S3 User Guide).
const BOUNDS: [&str; 12] = [
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:sourceowner",
    "aws:sourceorgid",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalaccount",
    "aws:principalarn",
    "aws:userid",
    "kms:calleraccount",
];

/// Whom verdicts are about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    pub(super) kind: Kind,
    pub(super) resource: &'a str,
}

impl Words<'_> {
    /// The holder, in words.
    pub(super) fn holder(self) -> String {
        match self.kind {
            Kind::Identity(noun) => format!("{noun} `{}`", self.resource),
            Kind::Trust => format!("the trust policy of `{}`", self.resource),
            Kind::Resource => format!("`{}`", self.resource),
        }
    }

    /// Who may do it, in full: the holder itself, or those whom the statement names.
    pub(super) fn principal(self, excess: &Excess<'_>) -> String {
        match &excess.by.statement.principals {
            Some(Matching::NoneOf(names)) => format!("everybody but {}", names_of(names.iter())),
            // Nobody in particular is named where it is not known who may do more.
            Some(Matching::Any(names)) if excess.principals.is_empty() => names_of(names.iter()),
            Some(Matching::Any(_)) => names_of(excess.principals.iter().copied()),
            None => self.holder(),
        }
    }

    /// The same beside the name of the holder.
    pub(super) fn who(self, excess: &Excess<'_>) -> String {
        match (self.kind, &excess.by.statement.principals) {
            (Kind::Identity(noun), None) => noun.to_owned(),
            _ => self.principal(excess),
        }
    }

    /// What it is about: `access to tables`, `invoke permission`.
    pub(super) fn about(self, excess: &Excess<'_>) -> String {
        match (self.kind, about_service(excess)) {
            (Kind::Trust, _) => "access to the role".to_owned(),
            (_, Some(about)) => about,
            (_, None) => "access".to_owned(),
        }
    }
}

/// What may be done on what; and under which conditions.
pub(super) fn grant(excess: &Excess<'_>) -> (String, String) {
    let statement = excess.by.statement;
    let mut what = listed(&actions(excess), statement.actions.is_negated());
    let resources = resources(excess);
    if !resources.is_empty() {
        let negated = statement.resources.as_ref().is_some_and(Matching::is_negated);
        let short: Vec<String> = resources.iter().map(|resource| shortened(resource)).collect();
        what = format!("{what} on {}", listed(&short, negated));
    }
    let (sources, others): (Vec<&Condition>, Vec<&Condition>) = statement
        .conditions
        .iter()
        .partition(|condition| is_source(condition));
    let mut terms: Vec<String> = sources
        .into_iter()
        .map(|source| format!("for {}", values(source)))
        .collect();
    let others: Vec<String> = others.into_iter().map(condition).collect();
    if !others.is_empty() {
        terms.push(format!("if {}", others.join(" and ")));
    }
    (what, terms.join(" "))
}

/// Whether a condition says for whom a service may act.
fn is_source(condition: &Condition) -> bool {
    let operator = condition.operator;
    condition.key.eq_ignore_ascii_case("aws:SourceArn")
        && !operator.comparison.is_negated()
        && !operator.if_exists
        && operator.over == Over::One
}

/// What it is about, if that is of one service.
fn about_service(excess: &Excess<'_>) -> Option<String> {
    let actions = actions(excess);
    if excess.by.statement.actions.is_negated() || actions.is_empty() {
        return None;
    }
    let all_are = |known: &str| actions.iter().all(|action| action.eq_ignore_ascii_case(known));
    if all_are("execute-api:ManageConnections") {
        return Some("ManageConnections".to_owned());
    }
    if all_are("lambda:InvokeFunction") {
        return Some("invoke permission".to_owned());
    }
    let is_of = |service: &str| {
        let mut services = actions
            .iter()
            .map(|action| action.split(':').next().unwrap_or_default());
        services.all(|found| found.eq_ignore_ascii_case(service))
    };
    let (_, noun) = SERVICES.iter().find(|(service, _)| is_of(service))?;
    Some(format!("access to {noun}"))
}

/// Whether everybody may send the request, whoever they are.
pub(super) fn is_public(statement: &Statement, request: &Request) -> bool {
    let bounds = |condition: &Condition| {
        let operator = condition.operator;
        !operator.comparison.is_negated()
            && !operator.if_exists
            && operator.over != Over::All
            && BOUNDS.contains(&condition.key.to_ascii_lowercase().as_str())
    };
    statement.principals.is_some() && request.who().is_none() && !statement.conditions.iter().any(bounds)
}

/// The actions that reach further, or those that a `NotAction` leaves out.
pub(super) fn actions(excess: &Excess<'_>) -> Vec<String> {
    match &excess.by.statement.actions {
        Matching::NoneOf(listed) => texts(listed.iter()),
        Matching::Any(listed) if excess.actions.is_empty() => texts(listed.iter()),
        Matching::Any(_) => texts(excess.actions.iter()),
    }
}

/// The resources that reach further, or those that a `NotResource` leaves out.
pub(super) fn resources(excess: &Excess<'_>) -> Vec<String> {
    match &excess.by.statement.resources {
        Some(Matching::NoneOf(listed)) => texts(listed.iter()),
        Some(Matching::Any(listed)) if excess.resources.is_empty() => texts(listed.iter()),
        _ => texts(excess.resources.iter()),
    }
}

/// A request in one line.
pub(super) fn request(request: &Request) -> String {
    let mut parts = vec![format!("`{}`", request.action())];
    if !request.resource().is_empty() {
        parts.push(format!("on `{}`", request.resource()));
    }
    if let Some(who) = request.who() {
        parts.push(format!("by {}", principal(who)));
    }
    let context: Vec<String> = request
        .context()
        .map(|(key, values)| format!("`{key}` = `{}`", values.join("`, `")))
        .collect();
    if !context.is_empty() {
        parts.push(format!("with {}", context.join(" and ")));
    }
    parts.join(" ")
}

fn names_of<'p>(principals: impl Iterator<Item = &'p Principal>) -> String {
    principals.map(principal).collect::<Vec<_>>().join(", ")
}

fn principal(principal: &Principal) -> String {
    match principal {
        Principal::Everyone => "everybody".to_owned(),
        Principal::Aws(name) if name == "*" => "everybody".to_owned(),
        Principal::Aws(name) | Principal::Service(name) | Principal::Federated(name) => format!("`{name}`"),
        Principal::CanonicalUser(id) => format!("the canonical user `{id}`"),
    }
}

fn condition(condition: &Condition) -> String {
    let Operator {
        comparison,
        over,
        if_exists,
    } = condition.operator;
    let prefix = match over {
        Over::One => "",
        Over::All => "ForAllValues:",
        Over::Any => "ForAnyValue:",
    };
    let suffix = if if_exists { "IfExists" } else { "" };
    let operator = comparison.name();
    format!(
        "`{}` is `{prefix}{operator}{suffix}` to {}",
        condition.key,
        values(condition)
    )
}

fn values(condition: &Condition) -> String {
    let values: Vec<String> = condition
        .values
        .iter()
        .map(|value| shortened(value.source()))
        .collect();
    format!("`{}`", values.join("` or `"))
}

fn listed(items: &[String], negated: bool) -> String {
    match (items, negated) {
        ([], false) => "do something".to_owned(),
        ([], true) => "everything".to_owned(),
        (items, negated) => {
            let but = if negated { "everything but " } else { "" };
            format!("{but}`{}`", items.join("`, `"))
        }
    }
}

/// Without what every ARN of the template begins with.
fn shortened(text: &str) -> String {
    let here = format!(":us-east-1:{}:", check::scenario::ACCOUNT);
    match text.split_once(&here) {
        Some((service, rest))
            if service
                .strip_prefix("arn:aws:")
                .is_some_and(|service| !service.contains(':')) =>
        {
            format!("…:{rest}")
        }
        _ => text.to_owned(),
    }
}

fn texts<T: ToString>(items: impl Iterator<Item = T>) -> Vec<String> {
    items.map(|item| item.to_string()).collect()
}

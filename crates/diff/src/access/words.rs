//! Access in plain words.

use policy::{Condition, Matching, Principal, Request, Statement, condition::Over, contain::Excess};

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

    /// Who may do it: the holder itself, or those whom the statement names.
    pub(super) fn who(self, excess: &Excess<'_>) -> String {
        match &excess.by.statement.principals {
            Some(principals) => principals_of(principals),
            None => self.holder(),
        }
    }

    /// Who may do what on what, under which conditions.
    pub(super) fn grant(self, excess: &Excess<'_>) -> String {
        let statement = excess.by.statement;
        let actions = listed(&actions(excess), statement.actions.is_negated());
        let mut parts = vec![format!("{} may {actions}", self.who(excess))];
        let resources: Vec<String> = resources(excess)
            .iter()
            .map(|resource| shortened(resource))
            .collect();
        if !resources.is_empty() {
            let negated = statement.resources.as_ref().is_some_and(Matching::is_negated);
            parts.push(format!("on {}", listed(&resources, negated)));
        }
        let conditions: Vec<String> = statement.conditions.iter().map(condition).collect();
        if !conditions.is_empty() {
            parts.push(format!("if {}", conditions.join(" and ")));
        }
        let text = parts.join(" ");
        match &excess.witness {
            Ok(request) if !is_told(excess, request) => format!("{text}, such as {}", self::request(request)),
            _ => text,
        }
    }
}

/// Whether the witness says no more than the statement.
fn is_told(excess: &Excess<'_>, request: &Request) -> bool {
    actions(excess).iter().any(|action| action == request.action())
        && (excess.by.statement.resources.is_none()
            || resources(excess)
                .iter()
                .any(|resource| resource == request.resource()))
}

/// `, tables` and so on: what it is about, if that is of one service.
pub(super) fn about(excess: &Excess<'_>) -> String {
    let actions = actions(excess);
    if excess.by.statement.actions.is_negated() || actions.is_empty() {
        return String::new();
    }
    if actions
        .iter()
        .all(|action| action.eq_ignore_ascii_case("execute-api:ManageConnections"))
    {
        return " to connections (`ManageConnections`)".to_owned();
    }
    let services: Vec<&str> = actions
        .iter()
        .map(|action| action.split(':').next().unwrap_or_default())
        .collect();
    let known = SERVICES
        .iter()
        .find(|(service, _)| services.iter().all(|found| found.eq_ignore_ascii_case(service)));
    known.map(|(_, noun)| format!(" to {noun}")).unwrap_or_default()
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
        Matching::Any(_) => texts(excess.actions.iter()),
    }
}

/// The resources that reach further, or those that a `NotResource` leaves out.
pub(super) fn resources(excess: &Excess<'_>) -> Vec<String> {
    match &excess.by.statement.resources {
        Some(Matching::NoneOf(listed)) => texts(listed.iter()),
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

fn principals_of(principals: &policy::Principals) -> String {
    let names: Vec<String> = principals.listed().iter().map(principal).collect();
    let names = if names.is_empty() {
        "nobody".to_owned()
    } else {
        names.join(", ")
    };
    if principals.is_negated() {
        format!("everybody but {names}")
    } else {
        names
    }
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
    let values: Vec<String> = condition
        .values
        .iter()
        .map(|value| shortened(value.source()))
        .collect();
    let operator = condition.operator.comparison.name();
    format!(
        "`{operator}` of `{}` holds for `{}`",
        condition.key,
        values.join("` or `")
    )
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

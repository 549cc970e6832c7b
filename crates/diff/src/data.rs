//! What is lost, shortened or left without protection.

use cfn::{Template, Tree};

use crate::{Action, Change, Edit, Topic, Verdict};

/// The types that hold something, and what.
const HOLDERS: [(&str, &str, &str); 11] = [
    ("AWS::DynamoDB::Table", "table", "the items of the table are"),
    ("AWS::SQS::Queue", "queue", "the messages in the queue are"),
    ("AWS::Kinesis::Stream", "stream", "the records in the stream are"),
    (
        "AWS::Logs::LogGroup",
        "log group",
        "the lines of the log group are",
    ),
    ("AWS::S3::Bucket", "bucket", "the objects in the bucket are"),
    ("AWS::Cognito::UserPool", "user pool", "the users of the pool are"),
    (
        "AWS::Cognito::IdentityPool",
        "identity pool",
        "the identities of the pool are",
    ),
    ("AWS::KMS::Key", "key", "everything that the key encrypted is"),
    (
        "AWS::SecretsManager::Secret",
        "secret",
        "the value of the secret is",
    ),
    (
        "AWS::SSM::Parameter",
        "parameter",
        "the value of the parameter is",
    ),
    (
        "AWS::ApiGateway::ApiKey",
        "API key",
        "the value of the key that clients have is",
    ),
];

/// Properties that say how long something is kept, in any unit; without one, it is kept for as long as stands here.
const RETENTIONS: [(&str, &str, Option<i64>); 3] = [
    ("AWS::Logs::LogGroup", "Properties.RetentionInDays", None),
    (
        "AWS::SQS::Queue",
        "Properties.MessageRetentionPeriod",
        Some(345_600),
    ),
    (
        "AWS::Kinesis::Stream",
        "Properties.RetentionPeriodHours",
        Some(24),
    ),
];

/// Properties that protect something when they have this value.
const PROTECTIONS: [(&str, &str, &str); 5] = [
    (
        "AWS::DynamoDB::Table",
        "Properties.DeletionProtectionEnabled",
        "true",
    ),
    (
        "AWS::DynamoDB::Table",
        "Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
        "true",
    ),
    (
        "AWS::Logs::LogGroup",
        "Properties.DeletionProtectionEnabled",
        "true",
    ),
    (
        "AWS::Cognito::UserPool",
        "Properties.DeletionProtection",
        "ACTIVE",
    ),
    (
        "AWS::S3::Bucket",
        "Properties.VersioningConfiguration.Status",
        "Enabled",
    ),
];

/// What changes do to what is stored.
pub fn verdicts(old: &Template, new: &Template, changes: &[Change]) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    for change in changes {
        let id = change.old_id();
        let Some(before) = old.resource(id) else { continue };
        let mut say = |message: String| verdicts.push(Verdict::new(Topic::Data, id, message));
        let after = new.resource(&change.id);
        match loss(change, before, after) {
            Some(message) => say(message),
            None => weakened(change, before, after).into_iter().for_each(say),
        }
    }
    verdicts
}

/// What goes with a resource, in a sentence.
fn loss(change: &Change, before: &Tree, after: Option<&Tree>) -> Option<String> {
    let kind = crate::change::kind(before);
    let (_, noun, held) = HOLDERS.iter().find(|(holder, ..)| *holder == kind)?;
    let stays = |body: &Tree, policy: &str| {
        let policy = body.get(policy).and_then(Tree::as_str);
        policy.is_some_and(|policy| policy.starts_with("Retain"))
    };
    // A replaced resource goes by the new template's policy, one that leaves the template by the policy it had.
    let (kept, fate) = match change.action {
        Action::Removed => (stays(before, "DeletionPolicy"), "it is deleted"),
        Action::Moved => (
            stays(before, "DeletionPolicy"),
            "its logical id changes, so a new one is made and this one deleted",
        ),
        Action::Replaced => (
            after.is_some_and(|body| stays(body, "UpdateReplacePolicy")),
            "it is replaced by an empty one",
        ),
        Action::MayBeReplaced | Action::Added | Action::Changed | Action::Retyped => return None,
    };
    Some(if kept {
        format!("the {noun} stays in the account, outside of the stack; nothing is copied to a new one")
    } else {
        format!("{held} lost: {fate}")
    })
}

/// What is kept shorter, or protected less.
fn weakened(change: &Change, before: &Tree, after: Option<&Tree>) -> Vec<String> {
    let Some(after) = after else { return Vec::new() };
    let kind = change.kind.as_str();
    let mut messages = Vec::new();
    for (_, path, usual) in RETENTIONS.iter().filter(|(holder, ..)| *holder == kind) {
        let days = |body: &Tree| at(body, path).and_then(check::resource::int).or(*usual);
        match (days(before), days(after)) {
            (None, Some(new)) => messages.push(format!("`{path}` ends what was kept for ever: {new}")),
            (Some(old), Some(new)) if new < old => {
                messages.push(format!("`{path}` is shortened from {old} to {new}"));
            }
            _ => {}
        }
    }
    for (_, path, on) in PROTECTIONS.iter().filter(|(holder, ..)| *holder == kind) {
        let protected = |body: &Tree| {
            at(body, path)
                .and_then(Tree::scalar_text)
                .is_some_and(|text| text == *on)
        };
        if protected(before) && !protected(after) {
            messages.push(format!("the protection of `{path}` is removed"));
        }
    }
    let holds = HOLDERS.iter().any(|(holder, ..)| *holder == kind);
    messages.extend(change.edits.iter().filter(|_| holds).filter_map(unprotected));
    messages
}

/// A policy that kept a resource and keeps it no more.
fn unprotected(edit: &Edit) -> Option<String> {
    let policy = ["DeletionPolicy", "UpdateReplacePolicy"]
        .into_iter()
        .find(|policy| edit.path == **policy)?;
    let keeps = |side: &Option<Tree>| {
        let text = side.as_ref().and_then(Tree::as_str);
        text.is_some_and(|text| text.starts_with("Retain") || text == "Snapshot")
    };
    (keeps(&edit.old) && !keeps(&edit.new)).then(|| format!("`{policy}` keeps it no more"))
}

fn at<'t>(body: &'t Tree, path: &str) -> Option<&'t Tree> {
    body.at(&path.split('.').collect::<Vec<_>>())
}

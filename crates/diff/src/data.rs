//! What is lost, deleted sooner or left without protection.

mod expiry;
mod weaker;

use cfn::{Template, Tree};

use crate::{Action, Change, Fate, Verdict, change::kind, sides::Sides};

/// The types that hold something, and what.
const HOLDERS: [(&str, &str, &str); 18] = [
    ("AWS::DynamoDB::Table", "table", "the items of the table are"),
    (
        "AWS::DynamoDB::GlobalTable",
        "table",
        "the items of the table are",
    ),
    (
        "AWS::Serverless::SimpleTable",
        "table",
        "the items of the table are",
    ),
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
    ("AWS::Events::Archive", "archive", "the events in the archive are"),
    ("AWS::EFS::FileSystem", "file system", "the files are"),
    ("AWS::ECR::Repository", "repository", "the images are"),
    ("AWS::RDS::DBInstance", "database", "the data of the database is"),
    ("AWS::RDS::DBCluster", "database", "the data of the database is"),
];

/// What changes do to what is stored.
pub(crate) fn verdicts(old: &Template, new: &Template, sides: &Sides<'_>) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    for (id, before) in old.resources() {
        let change = sides.change(id);
        let after = new.resource(change.map_or(id, |change| &change.id));
        let mut say = |(fate, message): (Fate, String)| verdicts.push(Verdict::of_data(id, message, fate));
        if let Some(loss) = loss(change, before, after).or_else(|| unmet(id, before, sides)) {
            say(loss);
        } else if let Some(after) = after.filter(|after| kind(after) == kind(before)) {
            let properties = (properties(sides.before, id, before), {
                let id = change.map_or(id, |change| &change.id);
                properties(sides.after, id, after)
            });
            let messages = [
                weaker::messages(kind(before), (before, after), properties),
                expiry::messages(kind(before), properties),
            ];
            messages
                .into_iter()
                .flatten()
                .for_each(|message| say((Fate::AtRisk, message)));
        }
    }
    verdicts.sort_by_key(|verdict| verdict.fate);
    verdicts
}

/// The properties with their functions evaluated; as they stand where a condition keeps the resource away.
fn properties<'a>(model: &'a check::Model<'_>, id: &str, body: &'a Tree) -> &'a Tree {
    match model.resource(id) {
        Some(resource) => resource.properties(),
        None => body.get("Properties").unwrap_or(&Tree::Null),
    }
}

fn holder(body: &Tree) -> Option<(&'static str, &'static str)> {
    let kind = kind(body);
    let (_, noun, held) = HOLDERS.iter().find(|(holder, ..)| *holder == kind)?;
    Some((noun, held))
}

/// What goes with a resource, in a sentence.
fn loss(change: Option<&Change>, before: &Tree, after: Option<&Tree>) -> Option<(Fate, String)> {
    let (noun, held) = holder(before)?;
    // A replaced resource goes by the new template's policy, one that leaves the template by the policy it had.
    let (policy, how) = match change?.action {
        Action::Removed => (policy(before, "DeletionPolicy"), "it is deleted"),
        Action::Moved => (
            policy(before, "DeletionPolicy"),
            "its logical id changes, so a new one is made and this one deleted",
        ),
        Action::Replaced => (
            policy(after?, "UpdateReplacePolicy"),
            "it is replaced by an empty one",
        ),
        Action::MayBeReplaced => {
            let stays = policy(after?, "UpdateReplacePolicy") != Policy::Delete;
            let message =
                format!("{held} lost if it is replaced: which changes of its type do that is not known");
            return (!stays).then_some((Fate::AtRisk, message));
        }
        Action::Added | Action::Changed | Action::Retyped => return None,
    };
    Some(match policy {
        Policy::Retain => (
            Fate::LeftBehind,
            format!("the {noun} stays in the account, outside of the stack; nothing is copied to a new one"),
        ),
        Policy::Snapshot => (
            Fate::LeftBehind,
            format!("of the {noun}, a snapshot stays in the account: {how}"),
        ),
        Policy::Delete => (Fate::Lost, format!("{held} lost: {how}")),
    })
}

/// A resource that stands in both templates, and by the new one's condition is not made.
fn unmet(id: &str, before: &Tree, sides: &Sides<'_>) -> Option<(Fate, String)> {
    let (_, held) = holder(before)?;
    let stays = policy(before, "DeletionPolicy") != Policy::Delete;
    let is_unmet = sides.before.resource(id).is_some() && sides.successor(id).is_none();
    (is_unmet && !stays).then(|| {
        (
            Fate::Lost,
            format!("{held} lost: its condition is not met any more"),
        )
    })
}

/// What happens to a resource that its stack has no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Policy {
    Delete,
    Retain,
    Snapshot,
}

/// Databases leave a snapshot when nothing else is said: clusters, and instances that are in none.
fn policy(body: &Tree, attribute: &str) -> Policy {
    let leaves_snapshot = match kind(body) {
        "AWS::RDS::DBCluster" => true,
        "AWS::RDS::DBInstance" => body.at(&["Properties", "DBClusterIdentifier"]).is_none(),
        _ => false,
    };
    match body.get(attribute).and_then(Tree::as_str) {
        Some("Snapshot") => Policy::Snapshot,
        Some(policy) if policy.starts_with("Retain") => Policy::Retain,
        None if leaves_snapshot && attribute == "DeletionPolicy" => Policy::Snapshot,
        _ => Policy::Delete,
    }
}

/// What resources of a type hold, as the beginning of a sentence: `the items of the table are`; none for those that hold
/// nothing that a new one would not have.
pub fn held(kind: &str) -> Option<&'static str> {
    let holder = HOLDERS.iter().find(|(holder, ..)| *holder == kind)?;
    Some(holder.2)
}

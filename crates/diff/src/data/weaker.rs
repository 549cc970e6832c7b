//! What is kept shorter, or protected less.

use cfn::Tree;
use check::number;

use super::{Policy, holder, policy};

/// How long something is kept.
struct Retention {
    kind: &'static str,
    path: &'static [&'static str],
    /// The sentence up to the figure.
    kept: &'static str,
    unit: &'static str,
    /// What holds when nothing is set; none where that is for ever.
    usual: Option<f64>,
}

const RETENTIONS: [Retention; 7] = [
    Retention {
        kind: "AWS::Logs::LogGroup",
        path: &["RetentionInDays"],
        kept: "lines of the log group are kept for",
        unit: "days",
        usual: None,
    },
    Retention {
        kind: "AWS::SQS::Queue",
        path: &["MessageRetentionPeriod"],
        kept: "messages in the queue are kept for",
        unit: "seconds",
        usual: Some(345_600.0),
    },
    Retention {
        kind: "AWS::Kinesis::Stream",
        path: &["RetentionPeriodHours"],
        kept: "records in the stream are kept for",
        unit: "hours",
        usual: Some(24.0),
    },
    Retention {
        kind: "AWS::DynamoDB::Table",
        path: &["PointInTimeRecoverySpecification", "RecoveryPeriodInDays"],
        kept: "the table can be restored to moments of the last",
        unit: "days",
        usual: Some(35.0),
    },
    Retention {
        kind: "AWS::Events::Archive",
        path: &["RetentionDays"],
        kept: "events in the archive are kept for",
        unit: "days",
        usual: None,
    },
    Retention {
        kind: "AWS::RDS::DBInstance",
        path: &["BackupRetentionPeriod"],
        kept: "backups of the database are kept for",
        unit: "days",
        usual: Some(1.0),
    },
    Retention {
        kind: "AWS::KMS::Key",
        path: &["PendingWindowInDays"],
        kept: "a key that is to be deleted can be called back for",
        unit: "days",
        usual: Some(30.0),
    },
];

/// Something that protects when it is on.
struct Protection {
    kind: &'static str,
    path: &'static [&'static str],
    /// The value by which it is on; none where any value is.
    on: Option<&'static str>,
    /// Whether it is on when nothing is set.
    usual: bool,
    /// What is so without it.
    without: &'static str,
}

const PROTECTIONS: [Protection; 11] = [
    Protection {
        kind: "AWS::DynamoDB::Table",
        path: &["DeletionProtectionEnabled"],
        on: Some("true"),
        usual: false,
        without: "the table can be deleted: its deletion protection is off",
    },
    Protection {
        kind: "AWS::DynamoDB::Table",
        path: &["PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"],
        on: Some("true"),
        usual: false,
        without: "the table can be restored to no earlier moment: point-in-time recovery is off",
    },
    Protection {
        kind: "AWS::DynamoDB::Table",
        path: &["StreamSpecification", "StreamViewType"],
        on: None,
        usual: false,
        without: "changes that wait in the table's stream are lost: the stream is off",
    },
    Protection {
        kind: "AWS::Logs::LogGroup",
        path: &["DeletionProtectionEnabled"],
        on: Some("true"),
        usual: false,
        without: "the log group can be deleted: its deletion protection is off",
    },
    Protection {
        kind: "AWS::Cognito::UserPool",
        path: &["DeletionProtection"],
        on: Some("ACTIVE"),
        usual: false,
        without: "the user pool can be deleted: its deletion protection is off",
    },
    Protection {
        kind: "AWS::RDS::DBInstance",
        path: &["DeletionProtection"],
        on: Some("true"),
        usual: false,
        without: "the database can be deleted: its deletion protection is off",
    },
    Protection {
        kind: "AWS::RDS::DBCluster",
        path: &["DeletionProtection"],
        on: Some("true"),
        usual: false,
        without: "the database can be deleted: its deletion protection is off",
    },
    Protection {
        kind: "AWS::S3::Bucket",
        path: &["VersioningConfiguration", "Status"],
        on: Some("Enabled"),
        usual: false,
        without: "what is overwritten or deleted from now on is gone: the bucket keeps no versions",
    },
    Protection {
        kind: "AWS::S3::Bucket",
        path: &["ReplicationConfiguration", "Rules"],
        on: None,
        usual: false,
        without: "objects from now on have no copy elsewhere: the bucket is not replicated",
    },
    Protection {
        kind: "AWS::SQS::Queue",
        path: &["RedrivePolicy"],
        on: None,
        usual: false,
        without: "messages that cannot be handled are lost when they expire: the queue has no dead-letter queue",
    },
    Protection {
        kind: "AWS::KMS::Key",
        path: &["Enabled"],
        on: Some("true"),
        usual: true,
        without: "what the key encrypted cannot be read: the key is disabled",
    },
];

/// What is worse than before, of bodies and of evaluated properties.
pub(super) fn messages(
    kind: &str,
    (before, after): (&Tree, &Tree),
    (old, new): (&Tree, &Tree),
) -> Vec<String> {
    let retentions = RETENTIONS.iter().filter(|it| it.kind == kind);
    let shorter = retentions.filter_map(|it| it.shorter(old, new));
    let protections = PROTECTIONS.iter().filter(|it| it.kind == kind);
    let off = protections
        .filter(|it| it.is_on(old) && !it.is_on(new))
        .map(|it| it.without.to_owned());
    shorter.chain(off).chain(policies(before, after)).collect()
}

impl Retention {
    fn shorter(&self, old: &Tree, new: &Tree) -> Option<String> {
        // An archive that keeps its events for ever says so by zero days.
        let of = |properties: &Tree| {
            properties
                .at(self.path)
                .and_then(number)
                .filter(|time| *time > 0.0)
        };
        let is = of(new).or(self.usual)?;
        let was = of(old).or(self.usual);
        let (kept, unit) = (self.kept, self.unit);
        match was {
            None => Some(format!("{kept} {is} {unit} instead of for ever")),
            Some(was) if is < was => Some(format!("{kept} {is} {unit} instead of {was}")),
            Some(_) => None,
        }
    }
}

impl Protection {
    fn is_on(&self, properties: &Tree) -> bool {
        match (properties.at(self.path), self.on) {
            (None, _) => self.usual,
            (Some(_), None) => true,
            (Some(value), Some(on)) => value.scalar_text().is_some_and(|text| text == on),
        }
    }
}

/// Policies that kept something which holds data, and keep it no more.
fn policies<'t>(before: &'t Tree, after: &'t Tree) -> impl Iterator<Item = String> + 't {
    let holds = holder(before).is_some();
    let words = [
        ("DeletionPolicy", "leaves the stack, it is deleted"),
        ("UpdateReplacePolicy", "is replaced, the old one is deleted"),
    ];
    let gone = words.into_iter().filter(move |(attribute, _)| {
        holds && policy(before, attribute) != Policy::Delete && policy(after, attribute) == Policy::Delete
    });
    gone.map(|(attribute, then)| format!("when it {then}: `{attribute}` keeps it no more"))
}

//! `gatewright drift`: what was changed on AWS past the templates.

use ::deploy::drift::{Difference, Drift as Found, Drifted};
use cfn::{Origin, StackEntry};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use serde::Serialize;

use crate::{
    assembly::{Assembly, select_all},
    cli::{Build, Drift},
    commands::OutputError,
    deploy, exit_code,
    project::Project,
    report::Failure,
    table::columns,
    ui,
};

/// CloudFormation takes few detections at a time.
const AT_ONCE: usize = 3;
/// How much of a value is shown to eyes, in characters; JSON has all of it.
const SHOWN: usize = 60;

/// Why a command that worked does not end with success.
#[derive(Debug, thiserror::Error)]
#[error("{count} resources are not what their template says")]
struct Differs {
    count: usize,
}

/// What is told of a stack.
#[derive(Debug, Serialize)]
struct Report {
    stack: String,
    /// The word of CloudFormation, such as `DRIFTED`.
    status: String,
    drifted: Vec<Row>,
    unchecked: Vec<Unchecked>,
    reason: Option<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    resource: String,
    r#type: String,
    physical_id: Option<String>,
    deleted: bool,
    /// Where the program declares it, as `file:line`.
    origin: Option<String>,
    properties: Vec<Property>,
}

#[derive(Debug, Serialize)]
struct Property {
    path: String,
    expected: Option<String>,
    actual: Option<String>,
    difference: String,
}

#[derive(Debug, Serialize)]
struct Unchecked {
    resource: String,
    r#type: String,
}

pub(super) fn run(build: &Build, arguments: &Drift) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let manifest = Assembly::list(&project)?;
    let deployed = &arguments.deployed;
    let stage = deployed.stage.as_deref();
    let entries = select_all(&manifest, &deployed.stacks, stage, &project.stage)?;
    let reports = deploy::wait(async {
        let connected = deploy::connect_each(&deployed.account, &entries).await?;
        let reports = connected.into_iter().map(async |(entry, clients)| {
            let Some(stack) = clients.stack(&entry.name).await? else {
                ui::note(format_args!(
                    "{} is not deployed in {}",
                    entry.name,
                    clients.region()
                ));
                return Ok(None);
            };
            ui::detail(format_args!("CloudFormation looks at {}", stack.name));
            let found = clients.detect_drift(&stack.id).await?;
            Ok::<_, Failure>(Some(report(entry, found)))
        });
        let reports = stream::iter(reports).buffered(AT_ONCE);
        reports
            .try_filter_map(async |one| Ok(one))
            .try_collect::<Vec<Report>>()
            .await
    })?;
    let text = if arguments.json {
        serde_json::to_string_pretty(&reports).map_err(Failure::new)? + "\n"
    } else {
        reports.iter().map(text).collect()
    };
    ui::data(&text).map_err(OutputError::Stdout)?;
    let count = reports.iter().map(|report| report.drifted.len()).sum();
    if count == 0 {
        return Ok(());
    }
    Err(Failure::new(Differs { count }).code(exit_code::DRIFTED).hint(
        "take the change into the program, or undo it on AWS: `deploy` alone changes only what differs from the deployed \
         template",
    ))
}

fn report(entry: &StackEntry, found: Found) -> Report {
    let unchecked = found.unchecked.into_iter().map(|one| Unchecked {
        resource: one.logical_id,
        r#type: one.kind,
    });
    Report {
        stack: entry.name.clone(),
        status: found.status.as_str().to_owned(),
        unchecked: unchecked.collect(),
        drifted: found.drifted.into_iter().map(|one| row(entry, one)).collect(),
        reason: found.reason,
    }
}

fn row(entry: &StackEntry, drifted: Drifted) -> Row {
    Row {
        origin: entry.origins.get(&drifted.logical_id).map(Origin::to_string),
        resource: drifted.logical_id,
        r#type: drifted.kind,
        physical_id: drifted.physical_id,
        deleted: drifted.deleted,
        properties: drifted.properties.into_iter().map(property).collect(),
    }
}

fn property(difference: Difference) -> Property {
    Property {
        path: difference.path,
        expected: difference.expected,
        actual: difference.actual,
        difference: difference.kind.as_str().to_owned(),
    }
}

/// A stack for eyes: what differs, property by property.
fn text(report: &Report) -> String {
    let mut lines = vec![format!("{}  {}", report.stack, words(&report.status))];
    lines.extend(
        report
            .reason
            .iter()
            .map(|reason| format!("  {}", one_line(reason))),
    );
    for row in &report.drifted {
        let what = if row.deleted { "deleted" } else { "modified" };
        let origin = row.origin.iter().map(String::as_str);
        let cells: Vec<&str> = [row.resource.as_str(), &row.r#type, what]
            .into_iter()
            .chain(origin)
            .collect();
        lines.push(format!("  {}", cells.join("  ")));
        lines.extend(table(&row.properties));
    }
    let unchecked = report.unchecked.iter();
    let unchecked: Vec<String> = unchecked
        .map(|one| format!("{} ({})", one.resource, one.r#type))
        .collect();
    if !unchecked.is_empty() {
        lines.push(format!("  not looked at: {}", unchecked.join(", ")));
    }
    lines.join("\n") + "\n"
}

fn table(properties: &[Property]) -> Vec<String> {
    if properties.is_empty() {
        return Vec::new();
    }
    let mut cells = vec![["PROPERTY", "EXPECTED", "ACTUAL", "DIFFERENCE"].map(str::to_owned)];
    let value = |value: &Option<String>| value.as_deref().map_or_else(|| "-".to_owned(), one_line);
    cells.extend(properties.iter().map(|property| {
        [
            property.path.trim_start_matches('/').replace('/', "."),
            value(&property.expected),
            value(&property.actual),
            words(&property.difference),
        ]
    }));
    let lines = columns(&cells);
    lines.lines().map(|line| format!("    {line}")).collect()
}

/// `not equal` for `NOT_EQUAL`.
fn words(word: &str) -> String {
    word.to_lowercase().replace('_', " ")
}

/// A text of the account as one line of a terminal, cut where it is long.
fn one_line(text: &str) -> String {
    let line = ui::harmless(&text.replace('\n', " "));
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn property(path: &str, expected: Option<&str>, actual: Option<&str>, difference: &str) -> Property {
        Property {
            path: path.to_owned(),
            expected: expected.map(str::to_owned),
            actual: actual.map(str::to_owned),
            difference: difference.to_owned(),
        }
    }

    #[test]
    fn a_drifted_stack_is_told_property_by_property() {
        let queue = Row {
            resource: "Queue".to_owned(),
            r#type: "AWS::SQS::Queue".to_owned(),
            physical_id: None,
            deleted: false,
            origin: Some("stacks/chat.rs:12".to_owned()),
            properties: vec![
                property("/DelaySeconds", None, Some("5"), "ADD"),
                property("/Tags/0/Value", Some("staging"), Some("prod"), "NOT_EQUAL"),
            ],
        };
        let topic = Row {
            resource: "Topic".to_owned(),
            r#type: "AWS::SNS::Topic".to_owned(),
            physical_id: None,
            deleted: true,
            origin: None,
            properties: Vec::new(),
        };
        let report = Report {
            stack: "chat-dev".to_owned(),
            status: "DRIFTED".to_owned(),
            drifted: vec![queue, topic],
            unchecked: vec![Unchecked {
                resource: "Permission".to_owned(),
                r#type: "AWS::Lambda::Permission".to_owned(),
            }],
            reason: None,
        };
        insta::assert_snapshot!(text(&report), @r"
        chat-dev  drifted
          Queue  AWS::SQS::Queue  modified  stacks/chat.rs:12
            PROPERTY      EXPECTED  ACTUAL  DIFFERENCE
            DelaySeconds  -         5       add
            Tags.0.Value  staging   prod    not equal
          Topic  AWS::SNS::Topic  deleted
          not looked at: Permission (AWS::Lambda::Permission)
        ");
    }

    #[test]
    fn a_value_stays_on_its_line() {
        assert_eq!(one_line("a\nb"), "a b");
        let long = one_line(&"é".repeat(SHOWN + 1));
        assert_eq!(long.chars().count(), SHOWN + 1);
        assert!(long.ends_with('…'));
    }
}

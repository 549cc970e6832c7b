//! `gatewright status`: how the stacks stand on AWS.

use std::time::Duration;

use ::deploy::{Clients, Situation, Stack};
use cfn::{StackEntry, Template};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use serde::Serialize;

use crate::{
    assembly::{Assembly, select_all, stacks_of},
    cli::{Build, Status},
    commands::OutputError,
    deploy::{self, time},
    project::Project,
    report::Failure,
    table::columns,
    ui,
};

/// How many stacks are asked for at the same time.
const AT_ONCE: usize = 8;

/// What is told of a stack.
#[derive(Debug, Serialize)]
struct Row {
    stack: String,
    stage: String,
    region: String,
    /// None where it is not deployed.
    #[serde(flatten)]
    deployed: Option<Deployed>,
}

#[derive(Debug, Serialize)]
struct Deployed {
    /// The word of CloudFormation, such as `UPDATE_COMPLETE`.
    state: String,
    reason: Option<String>,
    /// How many resources and other entries of the program's template differ from the deployed one; none where that
    /// one cannot be read.
    changes: Option<usize>,
    drift: Option<Drift>,
    /// When it was last made or updated.
    time: String,
    endpoint: Option<String>,
    #[serde(skip)]
    situation: Situation,
    #[serde(skip)]
    seconds: i64,
}

#[derive(Debug, Serialize)]
struct Drift {
    /// The word of CloudFormation, such as `IN_SYNC`.
    status: String,
    time: String,
    #[serde(skip)]
    seconds: i64,
}

pub(super) fn run(build: &Build, arguments: &Status) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let assembly = Assembly::synthesize(&project)?;
    let deployed = &arguments.deployed;
    let entries = if arguments.all {
        stacks_of(assembly.manifest(), None)?
    } else {
        let stage = deployed.stage.as_deref();
        select_all(assembly.manifest(), &deployed.stacks, stage, &project.stage)?
    };
    let rows = deploy::wait(async {
        let connected = deploy::connect_each(&deployed.account, &entries).await?;
        let rows = connected
            .into_iter()
            .map(|(entry, clients)| row(&assembly, entry, clients));
        stream::iter(rows)
            .buffered(AT_ONCE)
            .try_collect::<Vec<Row>>()
            .await
    })?;
    let text = if arguments.json {
        serde_json::to_string_pretty(&rows).map_err(Failure::new)? + "\n"
    } else {
        table(&rows, time::now() / 1000)
    };
    ui::data(&text).map_err(OutputError::Stdout)?;
    rows.iter().filter_map(next_step).for_each(ui::hint);
    Ok(())
}

async fn row(assembly: &Assembly, entry: &StackEntry, clients: Clients) -> Result<Row, Failure> {
    let deployed = match clients.stack(&entry.name).await? {
        None => None,
        Some(stack) => {
            let template = clients.template(&stack.id).await?;
            let template = template.and_then(|text| Template::read(&entry.name, &text).ok());
            let program = assembly.template(entry)?;
            let changes = template.map(|template| {
                let difference = diff::between(&template, &program);
                difference.changes.len() + difference.sections.len()
            });
            Some(Deployed::of(stack, changes))
        }
    };
    Ok(Row {
        stack: entry.name.clone(),
        stage: entry.stage.clone(),
        region: clients.region().to_owned(),
        deployed,
    })
}

impl Deployed {
    fn of(stack: Stack, changes: Option<usize>) -> Self {
        let drift = stack.drift.as_ref().map(|drift| Drift {
            status: drift.status.as_str().to_owned(),
            time: moment(drift.time),
            seconds: drift.time,
        });
        Self {
            situation: stack.situation(),
            state: stack.status.as_str().to_owned(),
            changes,
            drift,
            time: moment(stack.updated),
            seconds: stack.updated,
            endpoint: stack
                .outputs
                .into_values()
                .find(|value| value.starts_with("wss://")),
            reason: stack.reason,
        }
    }
}

/// A moment in seconds since 1970, to the second.
fn moment(seconds: i64) -> String {
    time::moment(seconds.saturating_mul(1000)).replace(".000Z", "Z")
}

fn table(rows: &[Row], now: i64) -> String {
    let head = ["STACK", "STATE", "CHANGES", "DRIFT", "DEPLOYED", "ENDPOINT"];
    let mut cells = vec![head.map(str::to_owned)];
    cells.extend(rows.iter().map(|row| line(row, now)));
    columns(&cells)
}

fn line(row: &Row, now: i64) -> [String; 6] {
    let dash = || "-".to_owned();
    let name = row.stack.clone();
    let Some(deployed) = &row.deployed else {
        return [name, "not deployed".to_owned(), dash(), dash(), dash(), dash()];
    };
    let changes = match deployed.changes {
        Some(0) => "up to date".to_owned(),
        Some(count) => format!("{count} pending"),
        None => "unknown".to_owned(),
    };
    let drift = deployed.drift.as_ref().map_or_else(
        || "not checked".to_owned(),
        |drift| format!("{}, {}", words(&drift.status), ago(now, drift.seconds)),
    );
    [
        name,
        words(&deployed.state),
        changes,
        drift,
        format!("{} ({})", ago(now, deployed.seconds), deployed.time),
        deployed.endpoint.clone().unwrap_or_else(dash),
    ]
}

/// `update complete` for `UPDATE_COMPLETE`.
fn words(state: &str) -> String {
    state.to_lowercase().replace('_', " ")
}

fn ago(now: i64, then: i64) -> String {
    let seconds = u64::try_from(now.saturating_sub(then)).unwrap_or_default();
    match seconds / 86_400 {
        0 => format!("{} ago", time::length(Duration::from_secs(seconds))),
        1 => "a day ago".to_owned(),
        days => format!("{days} days ago"),
    }
}

/// What to do about a stack that is stuck.
fn next_step(row: &Row) -> Option<String> {
    let deployed = row.deployed.as_ref()?;
    let verb = match deployed.situation {
        Situation::RollbackFailed => "rollback",
        Situation::DeleteFailed | Situation::MustBeDeleted => "destroy",
        Situation::Absent | Situation::Review | Situation::Ready | Situation::Busy => return None,
    };
    let (program, name) = (ui::program(), &row.stack);
    let reason = deployed.reason.as_deref().map(ui::harmless);
    let reason = reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
    Some(format!("{name} needs a hand{reason}: `{program} {verb} {name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(stack: &str, deployed: Option<Deployed>) -> Row {
        Row {
            stack: stack.to_owned(),
            stage: "dev".to_owned(),
            region: "eu-west-1".to_owned(),
            deployed,
        }
    }

    fn deployed(state: &str, changes: Option<usize>, seconds: i64) -> Deployed {
        Deployed {
            situation: Situation::of(&state.into()),
            state: state.to_owned(),
            reason: None,
            changes,
            drift: None,
            time: moment(seconds),
            endpoint: Some("wss://x.example/dev".to_owned()),
            seconds,
        }
    }

    #[test]
    fn each_stack_has_a_line() {
        let drift = Drift {
            status: "IN_SYNC".to_owned(),
            time: moment(99_000),
            seconds: 99_000,
        };
        let in_sync = Deployed {
            drift: Some(drift),
            ..deployed("UPDATE_COMPLETE", Some(0), 100_000)
        };
        let rows = [
            row("chat-dev", Some(in_sync)),
            row("board-dev", None),
            row("old", Some(deployed("ROLLBACK_COMPLETE", Some(3), -400_000))),
        ];
        insta::assert_snapshot!(table(&rows, 100_065), @r"
        STACK      STATE              CHANGES     DRIFT                 DEPLOYED                           ENDPOINT
        chat-dev   update complete    up to date  in sync, 17m 45s ago  1m 05s ago (1970-01-02T03:46:40Z)  wss://x.example/dev
        board-dev  not deployed       -           -                     -                                  -
        old        rollback complete  3 pending   not checked           5 days ago (1969-12-27T08:53:20Z)  wss://x.example/dev
        ");
    }

    #[test]
    fn a_stack_that_is_stuck_says_what_helps() {
        let hint = |state| next_step(&row("chat-dev", Some(deployed(state, None, 0))));
        assert!(
            hint("UPDATE_ROLLBACK_FAILED")
                .unwrap()
                .ends_with("rollback chat-dev`")
        );
        assert!(hint("DELETE_FAILED").unwrap().ends_with("destroy chat-dev`"));
        assert_eq!(hint("UPDATE_COMPLETE"), None);
        assert_eq!(next_step(&row("chat-dev", None)), None);
    }

    #[test]
    fn what_is_not_deployed_has_no_state_in_json() {
        let json = serde_json::to_string(&row("board-dev", None)).unwrap();
        assert_eq!(
            json,
            r#"{"stack":"board-dev","stage":"dev","region":"eu-west-1"}"#
        );
        let json =
            serde_json::to_string(&row("chat-dev", Some(deployed("CREATE_COMPLETE", Some(0), 0)))).unwrap();
        assert!(
            json.contains(r#""state":"CREATE_COMPLETE","reason":null,"changes":0"#),
            "{json}"
        );
    }
}

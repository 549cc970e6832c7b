//! `gatewright logs`: what functions and API log.

use ::deploy::{
    Clients, LogGroup, Tail,
    logs::{Line, Query, Writer, groups::groups},
};
use cfn::{StackEntry, Template, nearest};
use futures_util::future::try_join_all;
use serde::Serialize;

use crate::{
    assembly::{Assembly, select_all},
    cli::{Build, Logs},
    commands::OutputError,
    deploy::{self, LogLine, time},
    project::Project,
    report::Failure,
    ui,
};

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
enum LogsError {
    #[error("there is no function or stage {name:?}; there are {}", known.join(", "))]
    Unknown { name: String, known: Vec<String> },
    #[error("cannot read the template of {stack}")]
    Template {
        stack: String,
        source: cfn::read::ReadError,
    },
}

/// The logs of one stack.
struct Source {
    clients: Clients,
    groups: Vec<LogGroup>,
}

pub(super) fn run(build: &Build, arguments: &Logs) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let manifest = Assembly::list(&project)?;
    let stage = arguments.stage.as_deref();
    let entries = select_all(&manifest, &arguments.stacks, stage, &project.stage)?;
    deploy::wait(async {
        let mut sources = Vec::new();
        for (entry, clients) in deploy::connect_each(&arguments.account, &entries).await? {
            sources.push(source(clients, entry).await?);
        }
        choose(&mut sources, &arguments.functions)?;
        let writers = || sources.iter().flat_map(|source| &source.groups);
        let width = writers()
            .map(|group| group.logical_id.len())
            .max()
            .unwrap_or_default();
        if width == 0 {
            ui::note("these stacks have neither functions nor stages that log");
        }
        try_join_all(sources.iter().map(|source| read(arguments, source, width)))
            .await
            .map(drop)
    })
}

/// Finds the log groups of a deployed stack.
async fn source(clients: Clients, entry: &StackEntry) -> Result<Source, Failure> {
    let stack = deploy::deployed(&clients, entry).await?;
    let text = clients.template(&stack.id).await?.unwrap_or_default();
    let template = Template::read(&stack.name, &text).map_err(|source| {
        Failure::new(LogsError::Template {
            stack: stack.name.clone(),
            source,
        })
    })?;
    let resources = clients.resources(&stack.id).await?;
    let groups = groups(&stack, &template, &resources);
    Ok(Source { clients, groups })
}

/// Keeps the functions and stages that are named; all where none is.
fn choose(sources: &mut [Source], names: &[String]) -> Result<(), Failure> {
    let of = |group: &LogGroup, name: &String| [&group.logical_id, &group.physical_id].contains(&name);
    let all = || sources.iter().flat_map(|source| &source.groups);
    if let Some(name) = names.iter().find(|name| !all().any(|group| of(group, name))) {
        let mut known: Vec<String> = all().map(|group| group.logical_id.clone()).collect();
        known.dedup();
        let meant = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
        let failure = Failure::new(LogsError::Unknown {
            name: name.clone(),
            known,
        });
        return Err(match meant {
            Some(meant) => failure.hint(format!("did you mean `{meant}`?")),
            None => failure,
        });
    }
    if !names.is_empty() {
        for source in sources {
            source
                .groups
                .retain(|group| names.iter().any(|name| of(group, name)));
        }
    }
    Ok(())
}

async fn read(arguments: &Logs, source: &Source, width: usize) -> Result<(), Failure> {
    let names = source.groups.iter().map(|group| group.name.clone());
    let query = Query {
        since: arguments.since.before(time::now()),
        pattern: arguments.filter.clone(),
    };
    let mut tail = Tail::new(source.clients.clone(), names, query);
    show(arguments, source, width, &tail.now().await?)?;
    while arguments.follow && !source.groups.is_empty() {
        show(arguments, source, width, &tail.next().await?)?;
    }
    Ok(())
}

fn show(arguments: &Logs, source: &Source, width: usize, lines: &[Line]) -> Result<(), Failure> {
    let mut text = String::new();
    for line in lines {
        let Some(group) = source.groups.iter().find(|group| group.name == line.group) else {
            continue;
        };
        if arguments.json {
            text.push_str(&serde_json::to_string(&Told::of(group, line)).map_err(Failure::new)?);
        } else {
            let writer = &group.logical_id;
            text.push_str(&LogLine { writer, width, line }.text());
        }
        text.push('\n');
    }
    let written = if arguments.json {
        ui::data(&text)
    } else {
        ui::coloured_data(&text)
    };
    Ok(written.map_err(OutputError::Stdout)?)
}

/// A line as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    time: String,
    writer: &'a str,
    kind: &'static str,
    log_group: &'a str,
    log_stream: &'a str,
    message: &'a str,
}

impl<'a> Told<'a> {
    fn of(group: &'a LogGroup, line: &'a Line) -> Self {
        Self {
            time: time::moment(line.time),
            writer: &group.logical_id,
            kind: match group.writer {
                Writer::Function => "function",
                Writer::Access => "access",
                Writer::Execution => "execution",
            },
            log_group: &line.group,
            log_stream: &line.stream,
            message: &line.message,
        }
    }
}

//! `gatewright events`: what CloudFormation did with stacks.

use std::{io, io::IsTerminal as _};

use ::deploy::{Clients, Event, Follower, History, Limiter, Progress, Start, causes, event::source};
use cfn::{Origin, StackEntry};
use futures_util::future::try_join_all;
use serde::Serialize;

use crate::{
    assembly::{Assembly, select_all},
    cli::{Build, Events},
    commands::OutputError,
    deploy::{self, Live, time},
    project::Project,
    report::Failure,
    ui,
};

pub(super) fn run(build: &Build, arguments: &Events) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let manifest = Assembly::list(&project)?;
    let deployed = &arguments.deployed;
    let stage = deployed.stage.as_deref();
    let entries = select_all(&manifest, &deployed.stacks, stage, &project.stage)?;
    let watched = arguments.follow && !arguments.json && io::stdout().is_terminal();
    deploy::wait(async {
        let connected = deploy::connect_each(&deployed.account, &entries).await?;
        let limiter = Limiter::new();
        if watched {
            let live = Live::new();
            let each = connected.into_iter();
            let each = each.map(|(entry, clients)| watch(clients, entry, &limiter, &live));
            let told = live.during(try_join_all(each)).await?;
            // Not while the tree of another stack is drawn.
            for (entry, events) in entries.iter().zip(told) {
                explain(entry, &events);
            }
            return Ok(());
        }
        let each = connected.into_iter();
        let each = each.map(|(entry, clients)| list(arguments, clients, entry, &limiter));
        try_join_all(each).await.map(drop)
    })
}

/// Shows an operation on a stack as a tree, until it has ended.
async fn watch(
    clients: Clients,
    entry: &StackEntry,
    limiter: &Limiter,
    live: &Live,
) -> Result<Vec<Event>, Failure> {
    let stack = deploy::deployed(&clients, entry).await?;
    let history = History::read(&clients, &stack.id, limiter).await?;
    live.begin(
        &entry.name,
        Progress::new(&stack.id).after(history),
        &entry.origins,
    );
    let mut follower = Follower::new(clients, &stack.id, Start::Last).sharing(limiter);
    let mut told = Vec::new();
    while let Some(events) = follower.next().await? {
        live.record(&entry.name, &events);
        told.extend(events);
    }
    Ok(told)
}

/// Lists one stack's events.
async fn list(
    arguments: &Events,
    clients: Clients,
    entry: &StackEntry,
    limiter: &Limiter,
) -> Result<(), Failure> {
    let stack = deploy::deployed(&clients, entry).await?;
    let mut told = Vec::new();
    if let Some(since) = arguments.since {
        let since = since.before(time::now());
        told = source::since(&clients, &stack.id, since, limiter).await?;
        show(arguments, entry, &told)?;
    } else {
        let mut follower = Follower::new(clients, &stack.id, Start::Last).sharing(limiter);
        while let Some(events) = next(&mut follower, arguments.follow).await? {
            show(arguments, entry, &events)?;
            told.extend(events);
        }
    }
    explain(entry, &told);
    Ok(())
}

/// The next events: those that are there, and then those that come where they are waited for.
async fn next(follower: &mut Follower<Clients>, follow: bool) -> Result<Option<Vec<Event>>, Failure> {
    if follow {
        return Ok(follower.next().await?);
    }
    let events = follower.now().await?;
    Ok((!events.is_empty()).then_some(events))
}

fn show(arguments: &Events, entry: &StackEntry, events: &[Event]) -> Result<(), Failure> {
    let mut text = String::new();
    for event in events {
        let origin = origin(entry, event);
        if arguments.json {
            text.push_str(&serde_json::to_string(&Told::of(event, origin)).map_err(Failure::new)?);
        } else {
            text.push_str(&deploy::plain(event, origin));
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

/// Says why the last operation failed, if it did.
fn explain(entry: &StackEntry, events: &[Event]) {
    let Some(end) = events
        .iter()
        .rfind(|event| event.stack == entry.name && event.of_stack())
    else {
        return;
    };
    let before = events
        .iter()
        .rposition(|event| event.rests() && event.stack_id == end.stack_id && event != end);
    let causes = causes(&events[before.map_or(0, |before| before + 1)..]);
    if !causes.is_empty() {
        // What is shown failed; showing it did not.
        let _ = deploy::failed(&entry.name, &end.stack_id, &end.status, &causes, &entry.origins).show();
    }
}

/// Where the resource of an event was declared. The stack itself is asked for by its name.
fn origin<'a>(entry: &'a StackEntry, event: &Event) -> Option<&'a Origin> {
    (event.stack == entry.name).then(|| deploy::origin(event, &event.stack_id, &entry.origins))?
}

/// An event as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    time: String,
    stack: &'a str,
    status: &'a str,
    logical_id: &'a str,
    physical_id: &'a str,
    r#type: &'a str,
    reason: Option<&'a str>,
    stack_id: &'a str,
    event_id: &'a str,
    client_request_token: Option<&'a str>,
    origin: Option<String>,
}

impl<'a> Told<'a> {
    fn of(event: &'a Event, origin: Option<&Origin>) -> Self {
        Self {
            time: time::moment(event.time),
            stack: &event.stack,
            status: event.status.word(),
            logical_id: &event.logical_id,
            physical_id: &event.physical_id,
            r#type: &event.kind,
            reason: event.reason.as_deref(),
            stack_id: &event.stack_id,
            event_id: &event.id,
            client_request_token: event.token.as_deref(),
            origin: origin.map(Origin::to_string),
        }
    }
}

//! The resources of an operation as a tree: what one Rust line declared stands together.

use std::time::Duration;

use ::deploy::{
    Action, Outcome, Phase, Progress,
    event::STACK,
    progress::{Counts, Item},
};
use anstyle::{AnsiColor, Style};
use cfn::Origin;
use indexmap::IndexMap;

use super::{text, time};
use crate::ui;

/// It goes on.
const RUNNING: Style = AnsiColor::Cyan.on_default();
/// It is done.
const DONE: Style = AnsiColor::Green.on_default();
/// It was undone, or left alone.
const BACK: Style = AnsiColor::Yellow.on_default();

/// An operation, and where its resources were declared.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) name: String,
    pub(super) progress: Progress,
    /// Where each resource was declared, by its logical id.
    pub(super) origins: IndexMap<String, Origin>,
}

/// The columns and lines of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) width: usize,
    pub(super) height: usize,
}

/// How much is shown of what does not move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Detail {
    All,
    /// One line for what one Rust line declared, where all of it is at the same point.
    Folded,
    /// What moves and what failed.
    Moving,
}

/// The lines that show operations, as many as fit.
pub(super) fn frame(shown: &[Shown], now: i64, size: Size) -> Vec<String> {
    let lines = |detail| -> Vec<String> {
        shown
            .iter()
            .flat_map(|one| {
                Drawing {
                    shown: one,
                    now,
                    detail,
                }
                .lines()
            })
            .collect()
    };
    let room = size.height.saturating_sub(1).max(1);
    let mut lines = [Detail::All, Detail::Folded]
        .into_iter()
        .map(lines)
        .find(|lines| lines.len() <= room)
        .unwrap_or_else(|| lines(Detail::Moving));
    lines.truncate(room);
    lines.iter().map(|line| text::cut(line, size.width)).collect()
}

struct Drawing<'a> {
    shown: &'a Shown,
    now: i64,
    detail: Detail,
}

impl<'a> Drawing<'a> {
    fn lines(&self) -> Vec<String> {
        let progress = &self.shown.progress;
        let mut lines = vec![self.head()];
        self.stack(progress.stack_id(), 1, &mut lines);
        lines
    }

    /// The stack's own line.
    fn head(&self) -> String {
        let progress = &self.shown.progress;
        let Counts { total, done, .. } = progress.counts();
        let elapsed = time::length(progress.elapsed(self.now));
        let status = progress.status().map_or("", |status| status.word());
        let (style, what) = match progress.phase() {
            Phase::Waiting => (ui::DIM, "waiting".to_owned()),
            Phase::Forward => (
                RUNNING,
                format!("{} {done}/{total}", status.to_lowercase().replace('_', " ")),
            ),
            Phase::RollingBack => (ui::WARNING, format!("rolling back {done}/{total}")),
            Phase::CleaningUp => (RUNNING, format!("cleaning up {done}/{total}")),
            Phase::Ended
                if progress
                    .status()
                    .is_some_and(|end| end.failed() || end.rolls_back()) =>
            {
                (ui::ERROR, status.to_owned())
            }
            Phase::Ended => (DONE, status.to_owned()),
        };
        let expected = progress.expected().filter(|_| progress.phase() == Phase::Forward);
        let expected = expected.map_or(String::new(), |expected| {
            format!(" of about {}", time::length(expected))
        });
        format!(
            "{}  {}  {elapsed}{expected}",
            ui::styled(Style::new().bold(), &self.shown.name),
            ui::styled(style, what)
        )
    }

    /// The resources of a stack, the nested ones below the resource that they are.
    fn stack(&self, stack_id: &str, depth: usize, lines: &mut Vec<String>) {
        let mut groups: IndexMap<String, Vec<&'a Item>> = IndexMap::new();
        for item in self
            .shown
            .progress
            .items()
            .filter(|item| item.stack_id == stack_id)
        {
            let place = self.place(item).unwrap_or_else(|| item.logical_id.clone());
            groups.entry(place).or_default().push(item);
        }
        let alone = groups.values().filter(|items| items.len() == 1);
        let columns = Columns::of(alone.flatten());
        for (place, items) in &groups {
            match items.as_slice() {
                [item] => self.item(item, depth, columns, self.place(item), lines),
                several => self.group(place, several, depth, lines),
            }
        }
    }

    fn group(&self, place: &str, items: &[&'a Item], depth: usize, lines: &mut Vec<String>) {
        let stages: Vec<Stage> = items.iter().map(|item| stage_of(item)).collect();
        let same = stages.iter().all(|stage| *stage == stages[0]);
        let moves = stages.iter().any(|stage| stage.moves());
        if self.detail == Detail::Moving && !moves {
            return;
        }
        let (mark, style) = match items.iter().find(|item| stage_of(item) == Stage::Failed) {
            Some(failed) => mark(failed),
            None if same => mark(items[0]),
            None => ("●", RUNNING),
        };
        let done = stages.iter().filter(|stage| **stage == Stage::Done).count();
        let name = common(items);
        let gap = if name.is_empty() { "" } else { "  " };
        lines.push(format!(
            "{}{} {name}{gap}{}",
            "  ".repeat(depth),
            ui::styled(style, mark),
            ui::styled(ui::DIM, format_args!("{place}  {done}/{}", items.len()))
        ));
        if same && self.detail >= Detail::Folded && !moves {
            return;
        }
        let columns = Columns::of(items);
        for item in items {
            self.item(item, depth + 1, columns, None, lines);
        }
    }

    fn item(
        &self,
        item: &'a Item,
        depth: usize,
        columns: Columns,
        place: Option<String>,
        lines: &mut Vec<String>,
    ) {
        if self.detail == Detail::Moving && !stage_of(item).moves() {
            return;
        }
        let (mark, style) = mark(item);
        let indent = "  ".repeat(depth);
        let Columns { name, kind } = columns;
        let state = self.state(item);
        // A failure names its line wherever it stands.
        let place = place.or_else(|| self.place(item).filter(|_| item.failure.is_some()));
        let place = place.map_or(String::new(), |place| format!("  {}", ui::styled(ui::DIM, place)));
        lines.push(format!(
            "{indent}{} {:name$}  {}  {state}{place}",
            ui::styled(style, mark),
            item.logical_id,
            ui::styled(ui::DIM, format_args!("{:kind$}", short(&item.kind))),
        ));
        if let Some(reason) = item.failure.as_deref().filter(|reason| !reason.is_empty()) {
            let reason = ::deploy::cause::Reason::of(reason).text;
            let reason = text::one_line(&reason);
            lines.push(format!("{indent}  {}", ui::styled(ui::ERROR, reason)));
        }
        if item.kind == STACK && !item.physical_id.is_empty() {
            self.stack(&item.physical_id, depth + 1, lines);
        }
    }

    /// What is done to a resource, or how long it took.
    fn state(&self, item: &Item) -> String {
        let elapsed = self.shown.progress.elapsed_of(item, self.now);
        let verb = |ing: bool| match (item.action, ing) {
            (Some(Action::Create), true) => "creating",
            (Some(Action::Create), false) => "create",
            (Some(Action::Update), true) => "updating",
            (Some(Action::Update), false) => "update",
            (Some(Action::Delete), true) => "deleting",
            (Some(Action::Delete), false) => "delete",
            (Some(Action::Import), true) => "importing",
            (Some(Action::Import), false) => "import",
            (None, _) => "",
        };
        match item.outcome() {
            None => ui::styled(ui::DIM, verb(false)),
            Some(Outcome::InProgress) => {
                let expected = item
                    .expected
                    .filter(|expected| *expected >= Duration::from_secs(1));
                let expected = expected.map_or(String::new(), |expected| {
                    format!(" of about {}", time::length(expected))
                });
                format!("{} {}{expected}", verb(true), time::length(elapsed))
            }
            Some(Outcome::Complete) if item.action == Some(Action::Delete) => "deleted".to_owned(),
            Some(Outcome::Complete) => time::length(elapsed),
            Some(Outcome::Failed) => "failed".to_owned(),
            Some(Outcome::Skipped) => "kept".to_owned(),
        }
    }

    /// Where a resource of the stack itself was declared.
    fn place(&self, item: &Item) -> Option<String> {
        let own = item.stack_id == self.shown.progress.stack_id();
        let origin = self.shown.origins.get(&item.logical_id).filter(|_| own)?;
        Some(format!("{}:{}", origin.file, origin.line))
    }
}

/// How wide the names and types of neighbours are.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    name: usize,
    kind: usize,
}

impl Columns {
    fn of<'a>(items: impl IntoIterator<Item = &'a &'a Item>) -> Self {
        items.into_iter().fold(Self::default(), |widest, item| Self {
            name: widest.name.max(item.logical_id.len()),
            kind: widest.kind.max(short(&item.kind).len()),
        })
    }
}

/// A type without what they all begin with.
fn short(kind: &str) -> &str {
    kind.strip_prefix("AWS::").unwrap_or(kind)
}

/// How far a resource is, as far as folding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Waiting,
    Running,
    Done,
    Failed,
}

impl Stage {
    /// Whether it is worth a line though there is no room for all.
    fn moves(self) -> bool {
        matches!(self, Self::Running | Self::Failed)
    }
}

fn stage_of(item: &Item) -> Stage {
    match item.outcome() {
        _ if item.failure.is_some() => Stage::Failed,
        None => Stage::Waiting,
        Some(Outcome::InProgress) => Stage::Running,
        Some(Outcome::Complete | Outcome::Skipped) => Stage::Done,
        Some(Outcome::Failed) => Stage::Failed,
    }
}

/// The sign of a resource: shape and colour say the same.
fn mark(item: &Item) -> (&'static str, Style) {
    match stage_of(item) {
        Stage::Waiting => ("·", ui::DIM),
        Stage::Running => ("●", RUNNING),
        Stage::Failed => ("✗", ui::ERROR),
        Stage::Done if item.undone => ("↩", BACK),
        Stage::Done if item.outcome() == Some(Outcome::Skipped) => ("○", BACK),
        Stage::Done if item.action == Some(Action::Delete) => ("−", ui::DIM),
        Stage::Done => ("✓", DONE),
    }
}

/// The words that all names of a group begin with, such as `Message` of `MessageRole` and `MessageLogs`; there may be none.
fn common<'a>(items: &[&'a Item]) -> &'a str {
    let first = items[0].logical_id.as_str();
    let shared = items[1..].iter().fold(first.len(), |shared, item| {
        let pairs = first.bytes().zip(item.logical_id.bytes());
        shared.min(pairs.take_while(|(a, b)| a == b).count())
    });
    let ends = |at: usize| {
        items.iter().all(|item| {
            let rest = &item.logical_id[at..];
            rest.is_empty()
                || rest.starts_with(|next: char| next.is_ascii_uppercase() || next.is_ascii_digit())
        })
    };
    let end = (1..=shared)
        .rev()
        .find(|at| first.is_char_boundary(*at) && ends(*at));
    end.map_or("", |end| &first[..end])
}

#[cfg(test)]
mod tests;

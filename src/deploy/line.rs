//! An event as a line.

use ::deploy::{Event, Outcome, cause::Reason};
use anstyle::{AnsiColor, Style};
use cfn::Origin;
use indexmap::IndexMap;

use super::{text, time};
use crate::ui;

/// Where the resource of an event was declared; none for resources of nested stacks, whose names are their own.
pub(crate) fn origin<'a>(
    event: &Event,
    stack_id: &str,
    origins: &'a IndexMap<String, Origin>,
) -> Option<&'a Origin> {
    let own = event.stack_id == stack_id && !event.of_stack();
    origins.get(&event.logical_id).filter(|_| own)
}

/// An event as one line: time, stack, state, resource, type, the service's reason, and the Rust line of a failure.
pub(crate) fn plain(event: &Event, origin: Option<&Origin>) -> String {
    let style = match event.status.outcome() {
        Outcome::Failed => ui::ERROR,
        _ if event.status.rolls_back() => ui::WARNING,
        Outcome::InProgress => Style::new(),
        Outcome::Complete => AnsiColor::Green.on_default(),
        Outcome::Skipped => AnsiColor::Yellow.on_default(),
    };
    let mut line = format!(
        "{}  {}  {}  {}  {}",
        ui::styled(ui::DIM, time::of_day(event.time)),
        event.stack,
        ui::styled(style, event.status.word()),
        event.logical_id,
        ui::styled(ui::DIM, &event.kind),
    );
    if let Some(reason) = &event.reason {
        line.push_str("  ");
        line.push_str(&text::one_line(&Reason::of(reason).text));
    }
    if let Some(origin) = origin.filter(|_| event.status.failed()) {
        let place = ui::styled(ui::DIM, format_args!("({}:{})", origin.file, origin.line));
        line.extend(["  ", &place]);
    }
    line
}

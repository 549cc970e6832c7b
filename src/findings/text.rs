//! For people: severity, place, excerpt, what to do.

use std::fmt::Write as _;

use cfn::{Origin, Severity};

use super::{Report, Row};
use crate::ui::{self, styled};

/// An excerpt shows so much of a line.
const WIDEST: usize = 120;

pub(crate) fn write(report: &Report) -> String {
    let mut text = String::new();
    for row in &report.rows {
        // A string takes everything.
        let _ = block(&mut text, report, row);
    }
    text
}

fn block(text: &mut String, report: &Report, row: &Row) -> std::fmt::Result {
    let finding = &row.finding;
    let (style, word) = match finding.severity {
        Severity::Error => (ui::ERROR, "error"),
        Severity::Warning => (ui::WARNING, "warning"),
        Severity::Info => (ui::DIM, "info"),
    };
    let head = styled(style, format_args!("{word}[{}]:", finding.code));
    writeln!(text, "{head} {}", ui::harmless(&finding.message))?;
    let place = row.place().map(|place| ui::harmless(&place)).unwrap_or_default();
    let arrow = styled(ui::DIM, "-->");
    let mut shown = place.as_str();
    for origin in &finding.origins {
        let line = format!("  {arrow} {}  {shown}", ui::harmless(&origin.to_string()));
        writeln!(text, "{}", line.trim_end())?;
        shown = "";
        excerpt(text, report, origin)?;
    }
    if finding.origins.is_empty() {
        let names = row.templates.join(", ");
        writeln!(
            text,
            "{}",
            format!("  {arrow} {}  {place}", ui::harmless(&names)).trim_end()
        )?;
    }
    if let Some(hint) = &finding.hint {
        writeln!(text, "  {} {}", styled(ui::HINT, "hint:"), ui::harmless(hint))?;
    }
    writeln!(text)
}

/// The line of the source, with a caret below the column if that is known.
fn excerpt(text: &mut String, report: &Report, origin: &Origin) -> std::fmt::Result {
    let Some(line) = report.line(origin) else {
        return Ok(());
    };
    let indent = line
        .chars()
        .take_while(|character| character.is_whitespace())
        .count();
    let shown: String = line.chars().skip(indent).take(WIDEST).collect();
    let number = origin.line.to_string();
    let bar = styled(ui::DIM, "|");
    writeln!(
        text,
        "  {} {bar} {}",
        styled(ui::DIM, &number),
        ui::harmless(&shown)
    )?;
    let column = origin.column.and_then(|column| usize::try_from(column).ok());
    if let Some(column) = column
        .and_then(|column| column.checked_sub(indent + 1))
        .filter(|column| *column < WIDEST)
    {
        let blanks = " ".repeat(number.len());
        writeln!(
            text,
            "  {blanks} {bar} {}{}",
            " ".repeat(column),
            styled(ui::ERROR, "^")
        )?;
    }
    Ok(())
}

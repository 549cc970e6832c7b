//! Workflow commands of GitHub Actions: each finding is shown beside its line.

use std::fmt::Write as _;

use cfn::Severity;

use super::{Report, Row};

pub(crate) fn write(report: &Report) -> String {
    report.rows.iter().map(command).collect()
}

fn command(row: &Row) -> String {
    let finding = &row.finding;
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut command = format!("::{kind} ");
    if let Some(origin) = finding.origins.first() {
        // A string takes everything.
        let _ = write!(command, "file={},line={},", property(&origin.file), origin.line);
        if let Some(column) = origin.column {
            let _ = write!(command, "col={column},");
        }
    }
    let place = row.place().map(|place| format!(" {place}")).unwrap_or_default();
    let title = property(&format!("{}{place}", finding.code));
    format!("{command}title={title}::{}\n", data(&row.message()))
}

fn data(text: &str) -> String {
    let shown: String = text
        .chars()
        .filter(|character| *character == '\n' || !character.is_control())
        .collect();
    shown.replace('%', "%25").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

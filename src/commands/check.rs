//! `gatewright check`: what AWS would refuse, or accept and not do as meant.

use std::path::Path;

use cfn::{Diagnostic, Origin, Severity, read::ReadError};

use crate::{
    assembly::{Assembly, stacks_of},
    cli::{Build, Check, Level, ReportFormat},
    commands::OutputError,
    exit_code,
    findings::{self, Report},
    project::Project,
    report::Failure,
    template_file::{self, FileError},
    ui,
};

/// A file that cannot be read, or is no template.
const UNREADABLE: &str = "GW700";

/// Why a command that worked does not end with success: its findings, which were shown.
#[derive(Debug, thiserror::Error)]
enum Found {
    #[error("{0} of the templates cannot be read")]
    Unreadable(usize),
    #[error("found {0}")]
    Findings(String),
}

pub(super) fn run(build: &Build, arguments: &Check) -> Result<(), Failure> {
    let mut report = Report::default();
    if arguments.files.is_empty() {
        own_stacks(build, arguments.stage.as_deref(), &mut report)?;
    } else {
        for file in &arguments.files {
            file_or_stdin(file, &mut report);
        }
    }
    match arguments.format {
        ReportFormat::Text => ui::coloured_data(&findings::text::write(&report)),
        ReportFormat::Json => ui::data(&findings::json::write(&report)),
        ReportFormat::Sarif => ui::data(&findings::sarif::write(&report)),
        ReportFormat::Github => ui::data(&findings::github::write(&report)),
    }
    .map_err(OutputError::Stdout)?;
    verdict(&report, arguments.fail_on)
}

/// The stacks of the workspace; all of them, or those of one stage.
fn own_stacks(build: &Build, stage: Option<&str>, report: &mut Report) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let assembly = Assembly::synthesize(&project)?;
    for stack in stacks_of(assembly.manifest(), stage)? {
        let template = assembly.template(stack)?;
        report.add(&stack.name, check::template(&template.of_stack(stack)));
    }
    // Excerpts come from the program's sources, as far as they can be read.
    report.read_sources(&project.workspace.root);
    Ok(())
}

fn file_or_stdin(file: &Path, report: &mut Report) {
    let name = if file == Path::new(template_file::STDIN) {
        "<stdin>".to_owned()
    } else {
        file.display().to_string()
    };
    let text = match template_file::text_or_stdin(file) {
        Ok(text) => text,
        Err(error) => return report.add(&name, vec![unreadable(&name, &error)]),
    };
    let findings = match template_file::parse(file, None, &text) {
        Ok(template) => {
            let mut findings = check::template(&template);
            check::locate(&mut findings, &template, &name, &text);
            findings
        }
        Err(error) => vec![unreadable(&name, &error)],
    };
    report.add(&name, findings);
    report.keep_source(&name, text);
}

/// A file that cannot be read, or is no template, as a finding.
fn unreadable(name: &str, error: &FileError) -> Diagnostic {
    let (message, place) = match error {
        FileError::Unreadable { source, .. } => (format!("the file cannot be read: {source}"), None),
        FileError::Template {
            source: ReadError { place, problem },
            ..
        } => (format!("this is no template: {problem}"), *place),
    };
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let (line, column) = place.map_or((1, 1), |place| (number(place.line), number(place.column)));
    Diagnostic::error(UNREADABLE, message).at(Origin {
        file: name.to_owned(),
        line,
        column: Some(column),
    })
}

fn verdict(report: &Report, fail_on: Level) -> Result<(), Failure> {
    let unreadable = report.count(|finding| finding.code == UNREADABLE);
    let least = match fail_on {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
    };
    let counts = report.counts();
    if unreadable > 0 {
        let failure = Failure::new(Found::Unreadable(unreadable)).code(exit_code::UNREADABLE);
        let program = ui::program();
        return Err(failure.hint(format_args!("`{program} explain {UNREADABLE}` says what is read")));
    }
    if let Some(code) = report.first_code() {
        let say = format_args!(
            "`{} explain {code}` tells more; any other code, too",
            ui::program()
        )
        .to_string();
        if report.count(|finding| finding.severity >= least) > 0 {
            let failure = Failure::new(Found::Findings(counts)).code(exit_code::FOUND);
            return Err(failure.hint(say));
        }
        ui::note(format_args!("found {counts}"));
        ui::hint(say);
    } else {
        ui::note(format_args!("{} checked, nothing found", report.templates()));
    }
    Ok(())
}

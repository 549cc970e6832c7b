//! `gatewright deploy`: makes or updates stacks, and follows until they stand.

use std::path::Path;

use cfn::Severity;

use crate::{
    assembly::{Assembly, select_all},
    cli::{Build, Deploy},
    commands::{OutputError, write_whole},
    deploy::{self, All, Chosen, Session, Told},
    exit_code,
    findings::{self, Report},
    project::Project,
    report::Failure,
    ui,
};

/// Why nothing is deployed: the findings, which were shown.
#[derive(Debug, thiserror::Error)]
#[error("nothing is deployed: found {0}")]
struct Found(String);

pub(super) fn run(build: &Build, arguments: &Deploy) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let assembly = Assembly::synthesize(&project)?;
    let deployed = &arguments.deployed;
    let stage = deployed.stage.as_deref();
    let entries = select_all(assembly.manifest(), &deployed.stacks, stage, &project.stage)?;
    let chosen = Chosen::read(&assembly, &entries)?;
    assembly.release();
    check(&chosen, &project.workspace.root)?;
    if arguments.express {
        let pack = || Ok(deploy::pack(&project, chosen.iter())?.prepared);
        return deploy::wait(deploy::express(&deployed.account, &chosen, pack));
    }
    let (all, done) = deploy::wait(async {
        let jobs = deploy::jobs(&project, arguments, chosen).await?;
        let session = Session::new(arguments, jobs.len());
        Ok(deploy::bring_all(&session, &jobs).await)
    })?;
    // Who was interrupted before anything was done leaves the file of the last run alone.
    if all.is_empty() && done.is_err() {
        return done;
    }
    match (done, tell(arguments, all)) {
        (Err(failure), Err(unwritten)) => {
            // The exit code is that of the deployment.
            let _ = unwritten.show();
            Err(failure)
        }
        (done, told) => done.and(told),
    }
}

/// What AWS would refuse, or what would be broken there, is not sent. What was accepted with a reason is.
fn check(chosen: &[Chosen<'_>], sources: &Path) -> Result<(), Failure> {
    let mut report = Report::default();
    for one in chosen {
        let mut found = ::check::template(&one.template);
        found.retain(|finding| finding.severity >= Severity::Error);
        report.add(&one.entry.name, found);
    }
    let Some(code) = report.first_code() else {
        return Ok(());
    };
    let hint = format!(
        "`{} explain {code}` tells more; any other code, too",
        ui::program()
    );
    report.read_sources(sources);
    ui::say(findings::text::write(&report).trim_end());
    Err(Failure::new(Found(report.counts()))
        .code(exit_code::FOUND)
        .hint(hint))
}

/// Prints what the stacks tell, those too that stand beside one that failed.
fn tell(arguments: &Deploy, all: All) -> Result<(), Failure> {
    let told: Told = all
        .into_iter()
        .map(|(stack, arrived)| (stack, arrived.outputs))
        .collect();
    let json = serde_json::to_string_pretty(&told).map_err(Failure::new)? + "\n";
    if let Some(file) = &arguments.outputs_file {
        write_whole(file, &json)?;
    }
    let text = if arguments.json {
        json
    } else {
        deploy::table(&told)
    };
    Ok(ui::data(&text).map_err(OutputError::Stdout)?)
}

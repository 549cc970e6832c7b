//! Ships code whenever it changes.

use std::{collections::BTreeSet, path::PathBuf};

use cfn::{StackEntry, Template};
use tokio::task::spawn_blocking;

use crate::{
    assembly::{Assembly, select_all},
    assets::Prepared,
    cli::Deployed,
    deploy::{Chosen, chosen::pack, express::express},
    exit_code,
    project::Project,
    report::Failure,
    ui,
    watch::{self, Watch},
};

/// Why it ends.
#[derive(Debug, thiserror::Error)]
enum WatchError {
    #[error("interrupted")]
    Interrupted,
    #[error("changes cannot be noticed")]
    Blind(#[source] notify::Error),
}

impl From<WatchError> for Failure {
    fn from(error: WatchError) -> Self {
        let interrupted = matches!(error, WatchError::Interrupted);
        let failure = Self::new(error);
        if interrupted {
            failure.code(exit_code::INTERRUPTED)
        } else {
            failure
        }
    }
}

/// What was made of the sources at one moment.
///
/// Without the assembly, whose lock the next round takes.
struct Round {
    stacks: Vec<(StackEntry, Template, String)>,
    assets: Vec<Prepared>,
    /// The folders in which the next one begins.
    folders: BTreeSet<PathBuf>,
}

/// Ships code, and again after each change, until Ctrl-C. What fails in the first round ends it; later it is shown.
pub(crate) async fn watch(project: Project, deployed: &Deployed) -> Result<(), Failure> {
    let mut watch = Watch::new().map_err(WatchError::Blind)?;
    let children = project.workspace.children.clone();
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {
            children.end();
            Err(WatchError::Interrupted.into())
        }
        done = rounds(&project, deployed, &mut watch) => done,
    }
}

async fn rounds(project: &Project, deployed: &Deployed, watch: &mut Watch) -> Result<(), Failure> {
    let first = round(project, deployed).await?;
    watch.follow(&first.folders);
    ship(deployed, first).await?;
    loop {
        ui::note("waiting for changes; Ctrl-C ends it");
        watch.changed().await;
        let shipped = match round(project, deployed).await {
            Ok(round) => {
                watch.follow(&round.folders);
                ship(deployed, round).await
            }
            Err(failure) => Err(failure),
        };
        if let Err(failure) = shipped {
            // It goes on: the next change may mend it.
            let _ = failure.show();
        }
    }
}

/// Builds, on a thread of its own, so that Ctrl-C is heard.
async fn round(project: &Project, deployed: &Deployed) -> Result<Round, Failure> {
    let (project, deployed) = (project.clone(), deployed.clone());
    let build = move || {
        let assembly = Assembly::synthesize(&project)?;
        let stage = deployed.stage.as_deref();
        let entries = select_all(assembly.manifest(), &deployed.stacks, stage, &project.stage)?;
        let chosen = Chosen::read(&assembly, &entries)?;
        let ready = pack(&project, chosen.iter())?;
        let mut folders: BTreeSet<PathBuf> = assembly.watched().union(&ready.folders).cloned().collect();
        if assembly.watched().is_empty() || !ready.all_known {
            folders.extend(watch::all_folders(&project.workspace.root));
        }
        let stacks = chosen
            .into_iter()
            .map(|one| (one.entry.clone(), one.template, one.written));
        Ok(Round {
            stacks: stacks.collect(),
            assets: ready.prepared,
            folders,
        })
    };
    spawn_blocking(build).await.map_err(Failure::new)?
}

async fn ship(deployed: &Deployed, round: Round) -> Result<(), Failure> {
    let stacks = round.stacks.iter();
    let chosen: Vec<Chosen<'_>> = stacks
        .map(|(entry, template, written)| Chosen {
            entry,
            template: template.clone(),
            written: written.clone(),
        })
        .collect();
    express(&deployed.account, &chosen, || Ok(round.assets)).await
}

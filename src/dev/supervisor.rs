//! Runs one version, shows what happens, and switches to the next.

use std::{io, sync::Arc};

use cfn::Diagnostic;
use local::{Event, Options, Running, StartError, console::Tone};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::mpsc,
    task::{JoinHandle, spawn_blocking},
};

use super::source::{Source, Version};
use crate::{exit_code, report::Failure, ui, watch::Watch};

/// Why the local runtime ends.
#[derive(Debug, thiserror::Error)]
enum DevError {
    #[error("interrupted")]
    Interrupted,
    #[error("cannot wait for signals")]
    Signals(#[source] io::Error),
    #[error("cannot write to standard output")]
    Output(#[source] io::Error),
}

impl From<DevError> for Failure {
    fn from(error: DevError) -> Self {
        let interrupted = matches!(error, DevError::Interrupted);
        let failure = Failure::new(error);
        if interrupted {
            failure.code(exit_code::INTERRUPTED)
        } else {
            failure
        }
    }
}

/// Builds and runs the source until Ctrl-C.
pub(crate) async fn supervise(source: Source, port: u16) -> Result<(), Failure> {
    let mut signals = Signals::new().map_err(DevError::Signals)?;
    let source = Arc::new(source);
    let version = tokio::select! {
        version = load(Arc::clone(&source)) => version?,
        () = signals.next() => {
            source.stop();
            return Err(DevError::Interrupted.into());
        }
    };
    let (sender, mut events) = mpsc::unbounded_channel();
    let mut supervisor = Supervisor::start(source, version, port, sender).await?;
    loop {
        tokio::select! {
            () = signals.next() => break,
            // The runtime holds the sender: as long as it runs, there is a next event.
            Some(event) = events.recv() => show(&event),
            step = supervisor.step() => supervisor.proceed(step),
        }
    }
    let goodbye = supervisor.shutdown();
    tokio::pin!(goodbye);
    loop {
        tokio::select! {
            () = &mut goodbye => break,
            Some(event) = events.recv() => show(&event),
            // Somebody is in a hurry: dropping the runtime kills what is left.
            () = signals.next() => break,
        }
    }
    while let Ok(event) = events.try_recv() {
        show(&event);
    }
    Ok(())
}

struct Supervisor {
    source: Arc<Source>,
    version: Version,
    running: Running,
    watch: Option<Watch>,
    building: Option<JoinHandle<Result<Version, Failure>>>,
    /// Something changed while the last change was being built.
    again: bool,
}

impl Supervisor {
    async fn start(
        source: Arc<Source>,
        version: Version,
        port: u16,
        events: mpsc::UnboundedSender<Event>,
    ) -> Result<Self, Failure> {
        tell_compiled(&version);
        let options = Options {
            port,
            template: version.template.clone(),
            binaries: version.binaries.clone(),
        };
        let running = local::start(options, events).await.map_err(refused)?;
        tell_findings(version.findings.iter().chain(running.warnings()), &[]);
        let endpoint = running.endpoint();
        ui::data(&format!("{endpoint}\n")).map_err(DevError::Output)?;
        ui::hint(format_args!(
            "connect with `{} client {endpoint} --name Ada`; Ctrl-C ends it",
            ui::program()
        ));
        let watch = Watch::new().inspect_err(|error| {
            ui::warning(format_args!(
                "changes are not noticed, start again after one: {error}"
            ));
        });
        let mut supervisor = Self {
            source,
            version,
            running,
            watch: watch.ok(),
            building: None,
            again: false,
        };
        supervisor.follow();
        Ok(supervisor)
    }

    /// Waits for the next change or for the end of a build. Giving up the wait loses neither.
    async fn step(&mut self) -> Step {
        tokio::select! {
            () = changed(&mut self.watch) => Step::Changed,
            built = finished(&mut self.building) => Step::Built(Box::new(built)),
        }
    }

    fn proceed(&mut self, step: Step) {
        match step {
            Step::Changed if self.building.is_some() => self.again = true,
            Step::Changed => self.build(),
            Step::Built(built) => {
                self.building = None;
                self.switch(*built);
                if std::mem::take(&mut self.again) {
                    self.build();
                }
            }
        }
    }

    fn build(&mut self) {
        self.building = Some(tokio::spawn(load(Arc::clone(&self.source))));
    }

    /// Switches to the next version; the old one keeps running where there is none.
    fn switch(&mut self, loaded: Result<Version, Failure>) {
        let next = match loaded {
            Ok(next) => next,
            Err(failure) => return keep(&failure),
        };
        if !next.is_same(&self.version) {
            tell_compiled(&next);
            let before = [self.version.findings.as_slice(), self.running.warnings()].concat();
            let reloaded = self.running.reload(next.template.clone(), next.binaries.clone());
            if let Err(error) = reloaded {
                return keep(&refused(error));
            }
            tell_findings(next.findings.iter().chain(self.running.warnings()), &before);
        }
        self.version = next;
        self.follow();
    }

    fn follow(&mut self) {
        if let Some(watch) = &mut self.watch {
            watch.follow(&self.version.folders);
        }
    }

    async fn shutdown(self) {
        self.source.stop();
        self.running.shutdown().await;
    }
}

/// What comes next while a version runs.
enum Step {
    Changed,
    Built(Box<Result<Version, Failure>>),
}

async fn load(source: Arc<Source>) -> Result<Version, Failure> {
    spawn_blocking(move || source.load())
        .await
        .unwrap_or_else(|defect| Err(Failure::new(defect).code(exit_code::INTERNAL)))
}

/// Waits for a change; without a watcher, for ever.
async fn changed(watch: &mut Option<Watch>) {
    match watch {
        Some(watch) => watch.changed().await,
        None => std::future::pending().await,
    }
}

/// Waits for the end of a build; without a build, for ever.
async fn finished(building: &mut Option<JoinHandle<Result<Version, Failure>>>) -> Result<Version, Failure> {
    match building {
        Some(build) => build
            .await
            .unwrap_or_else(|defect| Err(Failure::new(defect).code(exit_code::INTERNAL))),
        None => std::future::pending().await,
    }
}

fn keep(failure: &Failure) {
    failure.show();
    ui::note("the version before it keeps running");
}

fn refused(error: StartError) -> Failure {
    match error {
        StartError::Listen { .. } => Failure::new(error).hint(
            "end the program that uses the port, or choose another with `--port PORT` (0: any that is free)",
        ),
        StartError::Template(_) => Failure::new(error).code(exit_code::FINDINGS),
        StartError::Database(_) => Failure::new(error),
    }
}

fn tell_compiled(version: &Version) {
    for (function, took) in &version.compiled {
        show(&Event::Built {
            function: function.clone(),
            took: *took,
        });
    }
}

/// Shows the findings that have not been shown before.
fn tell_findings<'a>(findings: impl Iterator<Item = &'a Diagnostic>, before: &[Diagnostic]) {
    for finding in findings.filter(|finding| !before.contains(finding)) {
        show(&Event::Notice(finding.clone()));
    }
}

/// One line of what happens.
fn show(event: &Event) {
    let line = match event {
        // Ours, and written over several lines.
        Event::Notice(_) => event.to_string(),
        _ => ui::harmless(&event.to_string()),
    };
    match event.tone() {
        Tone::Good | Tone::Plain => ui::tell(line),
        Tone::Warning => ui::say(ui::styled(ui::WARNING, line)),
        Tone::Bad => ui::say(ui::styled(ui::ERROR, line)),
    }
}

/// Ctrl-C, the end of the terminal, and the usual request to end.
struct Signals([Signal; 3]);

impl Signals {
    fn new() -> io::Result<Self> {
        let [interrupt, terminate, hangup] = [
            SignalKind::interrupt(),
            SignalKind::terminate(),
            SignalKind::hangup(),
        ]
        .map(signal);
        Ok(Self([interrupt?, terminate?, hangup?]))
    }

    async fn next(&mut self) {
        let Self([interrupt, terminate, hangup]) = self;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}

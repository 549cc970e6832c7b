//! The door of the runtime: a template and binaries in, something that runs out.

use std::{
    collections::HashMap,
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use cfn::{Diagnostic, Findings, Template};
use tokio::{net::TcpListener, sync::mpsc, time::Instant};
use tokio_util::sync::DropGuard;

use crate::{
    Event, Invoke,
    gateway::{Gateway, Limits},
    plan::{Function, Plan},
    runtime::{Pool, Settings},
    services::{DynamoDb, Mappings, dynamodb},
};

/// How long connections have to say goodbye when the runtime stops. Functions' processes have a second after that.
const GOODBYE: Duration = Duration::from_millis(800);

/// What to run, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port of the gateway on the loopback interface; 0 lets the system choose one.
    pub port: u16,
    /// The template; the only description of what runs.
    pub template: Template,
    /// The functions' binaries by logical id. They come from the assembly's assets, not from the template.
    pub binaries: HashMap<String, PathBuf>,
}

/// Why the runtime did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The template has no stage to serve; every finding at once.
    #[error("the template has no WebSocket stage that can be served\n{0}")]
    Template(Findings),
    /// The port could not be taken.
    #[error("cannot listen on 127.0.0.1:{port}")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The embedded DynamoDB did not start.
    #[error(transparent)]
    Database(#[from] dynamodb::StartError),
}

/// A runtime at work.
pub struct Running {
    address: SocketAddr,
    stage: String,
    warnings: Vec<Diagnostic>,
    gateway: Arc<Gateway>,
    pool: Arc<Pool>,
    database: Arc<DynamoDb>,
    mappings: Mappings,
    events: mpsc::UnboundedSender<Event>,
    _stop: DropGuard,
}

impl Running {
    /// Where to connect: `ws://127.0.0.1:3001/dev`.
    pub fn endpoint(&self) -> String {
        format!("ws://{}/{}", self.address, self.stage)
    }

    /// What is wrong with the template, or asked for and not done here, by resource and property.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// Switches to another template or other binaries at once, without dropping a connection.
    ///
    /// A template that cannot be served changes nothing.
    pub fn reload(
        &mut self,
        template: Template,
        binaries: HashMap<String, PathBuf>,
    ) -> Result<(), StartError> {
        let began = Instant::now();
        let Ready {
            plan,
            functions,
            stage,
        } = Ready::new(&template, &binaries)?;
        // What is called changes before what calls it.
        self.database.reload(plan.tables);
        self.pool.reload(functions);
        self.mappings.reload(plan.event_sources);
        self.gateway.redeploy(plan.apis);
        self.stage = stage;
        self.warnings = plan.findings;
        // Nobody listening is no reason to stop.
        let _ = self.events.send(Event::Reloaded {
            took: began.elapsed(),
        });
        Ok(())
    }

    /// Ends all of it: connections are closed with 1001, `$disconnect` runs, processes end. Takes two seconds at most.
    pub async fn shutdown(self) {
        self.gateway.stop(GOODBYE).await;
        drop(self.mappings);
        self.pool.shutdown().await;
    }
}

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running")
            .field("endpoint", &self.endpoint())
            .finish_non_exhaustive()
    }
}

/// Starts the runtime; it works until [`Running::shutdown`] or until `Running` is dropped.
pub async fn start(options: Options, events: mpsc::UnboundedSender<Event>) -> Result<Running, StartError> {
    let Ready {
        plan,
        functions,
        stage,
    } = Ready::new(&options.template, &options.binaries)?;
    let port = options.port;
    let refused = |source| StartError::Listen { port, source };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    let database = DynamoDb::start(&plan.environment, plan.tables, events.clone()).await?;
    let database = Arc::new(database);
    let settings = Settings::new(plan.environment.region, events.clone())
        .redirect("DYNAMODB", database.endpoint())
        .redirect("APIGATEWAYMANAGEMENTAPI", format!("http://{address}/{stage}"));
    let pool = Arc::new(Pool::start(settings, functions));
    let invoke: Arc<dyn Invoke> = Arc::clone(&pool) as _;
    let gateway = Gateway::new(plan.apis, Arc::clone(&invoke), Limits::default(), events.clone());
    let mappings = Mappings::start(Arc::clone(&database), invoke, plan.event_sources, events.clone());
    tokio::spawn(Arc::clone(&gateway).listen(listener));
    Ok(Running {
        address,
        stage,
        warnings: plan.findings,
        _stop: gateway.stop_on_drop(),
        gateway,
        pool,
        database,
        mappings,
        events,
    })
}

/// A template that can be served.
struct Ready {
    plan: Plan,
    functions: Vec<(Function, PathBuf)>,
    stage: String,
}

impl Ready {
    fn new(template: &Template, binaries: &HashMap<String, PathBuf>) -> Result<Self, StartError> {
        let mut plan = Plan::read(template);
        let Some(stage) = plan.first_stage().map(str::to_owned) else {
            return Err(StartError::Template(Findings(plan.findings)));
        };
        let mut functions = Vec::new();
        for function in std::mem::take(&mut plan.functions) {
            match binaries.get(&function.id) {
                Some(binary) => functions.push((function, binary.clone())),
                None => plan.findings.push(without_binary(&function.id)),
            }
        }
        Ok(Self {
            plan,
            functions,
            stage,
        })
    }
}

fn without_binary(function: &str) -> Diagnostic {
    let message = format!("`{function}` has no binary, so it cannot run locally");
    let hint = "its code must be an asset of the assembly: Function::rust(..) makes it one";
    Diagnostic::error("GW503", message).on(function).hint(hint)
}

#[cfg(test)]
mod tests;

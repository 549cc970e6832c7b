//! The tables, and what a reload makes of them.

use std::{
    collections::BTreeMap,
    fmt, io,
    net::Ipv4Addr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use cfn::{Diagnostic, Environment, Severity};
use dynoxide::{Database, DynoxideError};
use tokio::{
    net::TcpListener,
    sync::{mpsc, watch},
    task::{JoinSet, spawn_blocking},
    time::{MissedTickBehavior, interval},
};

use super::{
    front::{Front, Names},
    records::Reader,
    schema,
};
use crate::{Event, plan::Table};

/// How often items whose life has ended are removed. On AWS it takes up to a few days.
const SWEEP: Duration = Duration::from_secs(5);

/// Why the embedded DynamoDB did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No port could be taken.
    #[error("the embedded DynamoDB cannot listen on the loopback interface")]
    Listen(#[from] io::Error),
    /// The engine could not be opened.
    #[error("the embedded DynamoDB cannot be opened: {0}")]
    Open(#[from] DynoxideError),
}

/// An embedded DynamoDB with the template's tables, in memory. It ends when it is dropped.
pub struct DynamoDb {
    pub(super) database: Database,
    endpoint: String,
    names: Names,
    region: String,
    pub(super) changes: watch::Sender<()>,
    tables: Mutex<Tables>,
    events: mpsc::UnboundedSender<Event>,
    _tasks: JoinSet<()>,
}

impl fmt::Debug for DynamoDb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DynamoDb")
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

impl DynamoDb {
    /// Starts it with these tables. What the engine refuses of a table arrives as an event; the others work.
    pub async fn start(
        environment: &Environment,
        tables: Vec<Table>,
        events: mpsc::UnboundedSender<Event>,
    ) -> Result<Self, StartError> {
        Self::open(Database::memory()?, environment, tables, events).await
    }

    pub(super) async fn open(
        database: Database,
        environment: &Environment,
        tables: Vec<Table>,
        events: mpsc::UnboundedSender<Event>,
    ) -> Result<Self, StartError> {
        let engine = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        // Connections inherit it: without it, an answer can wait 40 ms for the acknowledgement of the one before.
        rustix::net::sockopt::set_tcp_nodelay(&engine, true).map_err(io::Error::from)?;
        let front = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let endpoint = format!("http://{}", front.local_addr()?);
        let (changes, _) = watch::channel(());
        let names = Names::new(environment);
        let server = Front {
            engine: engine.local_addr()?,
            names: names.clone(),
            changes: changes.clone(),
        };
        let mut tasks = JoinSet::new();
        tasks.spawn(server.serve(front));
        tasks.spawn(serve_engine(engine, database.clone()));
        tasks.spawn(sweep(database.clone(), changes.clone()));
        let this = Self {
            database,
            endpoint,
            names,
            region: environment.region.clone(),
            changes,
            tables: Mutex::default(),
            events,
            _tasks: tasks,
        };
        this.reload(tables);
        Ok(this)
    }

    /// What `AWS_ENDPOINT_URL_DYNAMODB` is to be: `http://127.0.0.1:40123`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Switches to other tables. Those that did not change keep their items; so do those whose indexes, stream or end
    /// of life changed. Another key makes another table. A table that is gone stays, out of sight, until the end.
    pub fn reload(&self, tables: Vec<Table>) {
        let mut known = self.tables();
        let (switched, notices) = switch(&self.database, &known, tables);
        self.names
            .learn(&self.database, switched.values().map(|known| &known.table));
        *known = switched;
        drop(known);
        for notice in notices {
            // Nobody reads the events any more: the program is ending.
            let _ = self.events.send(Event::Notice(notice));
        }
    }

    /// Reads the stream of the table with this logical id, if it has one.
    pub fn stream(&self, table: &str) -> Option<Reader> {
        let table = self.tables().get(table)?.table.clone();
        Reader::new(
            self.database.clone(),
            &table,
            &self.region,
            self.changes.subscribe(),
        )
    }

    /// Nothing panics under this lock; a poisoned one is as good as new.
    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The tables by logical id.
type Tables = BTreeMap<String, Known>;

/// A table that the engine has.
#[derive(Clone, Debug)]
struct Known {
    table: Table,
    /// The template has it no more.
    gone: bool,
}

/// Makes the tables what they are to be; yields them and what there is to say.
fn switch(database: &Database, known: &Tables, tables: Vec<Table>) -> (Tables, Vec<Diagnostic>) {
    let mut notices = Vec::new();
    let mut after = known.clone();
    let wanted: BTreeMap<String, Table> = tables
        .into_iter()
        .map(|table| (table.id.clone(), table))
        .collect();
    for (id, known) in &mut after {
        if known.gone || wanted.contains_key(id) {
            continue;
        }
        known.gone = true;
        let message = format!("the table `{id}` is gone from the template; its items stay until the end");
        notices.push(notice(Severity::Info, "GW521", id, message));
    }
    for (id, table) in wanted {
        let before = known.get(&id).map(|known| &known.table);
        let changed = change(database, before, &table);
        notices.extend(changed.unwrap_or_else(|error| {
            let message = format!("the table `{id}` cannot be what the template says: {error}");
            Some(notice(Severity::Error, "GW520", &id, message))
        }));
        after.insert(id, Known { table, gone: false });
    }
    (after, notices)
}

fn change(
    database: &Database,
    before: Option<&Table>,
    after: &Table,
) -> Result<Option<Diagnostic>, DynoxideError> {
    let Some(before) = before else {
        return schema::create(database, after).map(|()| None);
    };
    if before == after {
        return Ok(None);
    }
    if before.name == after.name && schema::keeps_items(before, after) {
        return schema::update(database, before, after).map(|()| None);
    }
    schema::delete(database, before)?;
    schema::create(database, after)?;
    let id = &after.id;
    let message = format!("the table `{id}` has another key or name now: its items are dropped");
    Ok(Some(notice(Severity::Warning, "GW522", id, message)))
}

fn notice(severity: Severity, code: &str, table: &str, message: String) -> Diagnostic {
    let mut finding = Diagnostic::error(code, message).on(table);
    finding.severity = severity;
    finding
}

/// The engine's own server, which only [`Front`] reaches; it ends with its task.
async fn serve_engine(listener: TcpListener, database: Database) {
    let _ = dynoxide::server::serve_with_shutdown(listener, database, std::future::pending()).await;
}

/// Removes items whose life has ended, which their streams report like any removal.
async fn sweep(database: Database, changes: watch::Sender<()>) {
    let mut ticks = interval(SWEEP);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let database = database.clone();
        // A sweep of a large table takes a while and holds its thread.
        if let Ok(Ok(removed)) = spawn_blocking(move || database.sweep_ttl()).await
            && removed > 0
        {
            changes.send_replace(());
        }
    }
}

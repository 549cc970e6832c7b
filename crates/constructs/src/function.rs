//! Lambda functions.

use std::rc::Rc;

use aws::lambda::{Architecture, Runtime};
use cfn::Value;

use crate::{Grant, LogGroup, LogGroupRef, QueueRef, action, range, raw::Raw, source::Source};

mod asynchronous;
mod build;
mod code;
mod environment;
mod live;
mod memory;
mod network;
mod reference;
mod sources;
mod timeout;

use asynchronous::Asynchronous;
use code::Code;
use environment::Variables;
use live::Live;

pub use asynchronous::Destination;
pub use aws::lambda::ApplicationLogLevel as LogLevel;
pub use code::InlineRuntime;
pub use memory::Memory;
pub use network::Network;
pub use reference::FunctionRef;
pub use timeout::Timeout;

/// A Lambda function with a role and a log group of its own.
///
/// The role may write to exactly that log group and do what is [allowed](Function::allow), nothing else. Code comes from
/// the parameters `AssetBucket` and `<id>CodeKey`; the assembly's list of assets says what belongs there.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let rooms = stack.add("Rooms", Table::new(Key::string("roomId")));
/// stack.add("Connect", Function::rust("lambdas", "connect").env("ROOMS", &rooms).allow(rooms.read()));
/// let template = stack.synth()?;
/// let ids: Vec<&str> = template.resources().map(|(id, _)| id).collect();
/// assert_eq!(ids, ["Rooms", "ConnectLogs", "ConnectRole", "Connect"]);
/// # Ok::<(), cfn::Findings>(())
/// ```
///
/// emits, beside role and log group:
///
/// ```yaml
/// Connect:
///   Type: AWS::Lambda::Function
///   Properties:
///     Code: { S3Bucket: !Ref AssetBucket, S3Key: !Ref ConnectCodeKey }
///     Role: !GetAtt ConnectRole.Arn
///     Architectures: [arm64]
///     Environment: { Variables: { ROOMS: !Ref Rooms } }
///     Handler: bootstrap
///     LoggingConfig: { LogGroup: !Ref ConnectLogs }
///     MemorySize: 256
///     Runtime: provided.al2023
///     Timeout: 10
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Function {
    code: Code,
    runtime: Runtime,
    handler: String,
    description: Option<String>,
    architecture: Architecture,
    memory: Memory,
    timeout: Timeout,
    ephemeral_storage_mb: Option<u32>,
    variables: Variables,
    layers: Vec<Value<String>>,
    grants: Vec<Grant>,
    logs: LogGroup,
    json_logs: Option<LogLevel>,
    reserved_concurrency: Option<u32>,
    live: Option<Live>,
    asynchronous: Asynchronous,
    tracing: bool,
    dead_letters: Option<QueueRef>,
    network: Option<Network>,
    sources: Vec<Rc<dyn Source>>,
    raw: Raw,
}

impl Function {
    /// A binary of a cargo package, built for the function's processor and uploaded as `bootstrap`.
    pub fn rust(package: impl Into<String>, binary: impl Into<String>) -> Self {
        let code = Code::Rust {
            package: package.into(),
            binary: binary.into(),
        };
        Self::new(code, Runtime::ProvidedAl2023, "bootstrap")
    }

    /// A zip file or a folder that holds a `bootstrap` already; the path is relative to the workspace.
    pub fn bootstrap(path: impl Into<String>) -> Self {
        Self::packaged(Runtime::ProvidedAl2023, "bootstrap", path)
    }

    /// A zip file or a folder for another runtime, and what is called in it; the path is relative to the workspace. The
    /// runtimes that Lambda retires, or soon will, have no value.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let greeter = Function::packaged(Runtime::Nodejs24, "index.handler", "dist/greeter");
    /// ```
    pub fn packaged(runtime: Runtime, handler: impl Into<String>, path: impl Into<String>) -> Self {
        Self::new(Code::Path(path.into()), runtime, handler)
    }

    /// A few lines in the template itself, which has room for little more. They define `handler`.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let source = "def handler(event, context):\n    return {'statusCode': 200}\n";
    /// let connect = Function::inline(InlineRuntime::Python314, source);
    /// ```
    pub fn inline(runtime: InlineRuntime, source: impl Into<String>) -> Self {
        Self::new(Code::Inline(source.into()), runtime.runtime(), "index.handler")
    }

    fn new(code: Code, runtime: Runtime, handler: impl Into<String>) -> Self {
        Self {
            code,
            runtime,
            handler: handler.into(),
            description: None,
            architecture: Architecture::Arm64,
            memory: Memory::mb::<256>(),
            timeout: Timeout::secs::<10>(),
            ephemeral_storage_mb: None,
            variables: Variables::default(),
            layers: Vec::new(),
            grants: Vec::new(),
            logs: LogGroup::new(),
            json_logs: None,
            reserved_concurrency: None,
            live: None,
            asynchronous: Asynchronous::default(),
            tracing: false,
            dead_letters: None,
            network: None,
            sources: Vec::new(),
            raw: Raw::default(),
        }
    }

    /// What the function is for, at most 256 characters.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// The processor (default ARM, the cheaper one).
    pub fn architecture(mut self, architecture: Architecture) -> Self {
        self.architecture = architecture;
        self
    }

    /// The memory (default 256 MB).
    pub fn memory(mut self, memory: Memory) -> Self {
        self.memory = memory;
        self
    }

    /// How long one invocation may take (default 10 s).
    pub fn timeout(mut self, timeout: Timeout) -> Self {
        self.timeout = timeout;
        self
    }

    /// The size of `/tmp` (default 512 MB, which are free).
    pub fn ephemeral_storage_mb<const MB: u32>(mut self) -> Self {
        const {
            range::demand(512 <= MB && MB <= 10_240, "`/tmp` has 512 to 10,240 MB");
        };
        self.ephemeral_storage_mb = Some(MB);
        self
    }

    /// Sets an environment variable; all names and values together have 4 KB.
    pub fn env(mut self, name: impl Into<String>, value: impl Into<Value<String>>) -> Self {
        self.variables.set(name, value);
        self
    }

    /// Adds versions of layers, named by their ARNs, later ones on top; a function takes five.
    pub fn layers<const LAYERS: usize>(mut self, arns: [Value<String>; LAYERS]) -> Self {
        const {
            range::demand(LAYERS <= 5, "a function has 5 layers at most");
        };
        self.layers = arns.into();
        self
    }

    /// Lets the function do this.
    pub fn allow(mut self, grant: Grant) -> Self {
        self.grants.push(grant);
        self
    }

    /// How its log group keeps what it is given (default: two weeks, outlives the stack).
    pub fn logs(mut self, logs: LogGroup) -> Self {
        self.logs = logs;
        self
    }

    /// Logs JSON, one object per line, from this level on (default: text as the function writes it).
    ///
    /// A custom runtime such as Rust's learns the level from `AWS_LAMBDA_LOG_LEVEL` and has to keep to it itself.
    pub fn json_logs(mut self, from: LogLevel) -> Self {
        self.json_logs = Some(from);
        self
    }

    /// Invocations at once that are kept for this function and that bound it. 0 stops it.
    pub fn reserved_concurrency(mut self, invocations: u32) -> Self {
        self.reserved_concurrency = Some(invocations);
        self
    }

    /// Publishes a version with each change, and reaches it by the alias `live`: routes, permissions, grants and event
    /// sources all go to the alias. What fails to deploy leaves the version that stood before.
    pub fn published(mut self) -> Self {
        self.live.get_or_insert_default();
        self
    }

    /// Keeps so many environments warm, at a price: no cold start up to there. The function is
    /// [published](Self::published), because unpublished code cannot be kept warm.
    pub fn provisioned_concurrency<const ENVIRONMENTS: u32>(mut self) -> Self {
        const {
            range::demand(ENVIRONMENTS > 0, "one environment or more is kept warm");
        };
        self.live.get_or_insert_default().warm = Some(ENVIRONMENTS);
        self
    }

    /// Traces a sample of invocations with X-Ray; IAM knows no resource for that, so the role gets it on `*`.
    pub fn tracing(mut self) -> Self {
        self.tracing = true;
        self
    }

    /// Where events go whose asynchronous invocation failed for good. Routes and streams invoke synchronously: see
    /// [`StreamSource::failures_to`](crate::StreamSource::failures_to).
    pub fn dead_letters(mut self, queue: &QueueRef) -> Self {
        self.dead_letters = Some(queue.clone());
        self
    }

    /// Runs inside a network.
    pub fn network(mut self, network: Network) -> Self {
        self.network = Some(network);
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<cfn::Tree>) -> Self {
        self.raw.set(name, value);
        self
    }

    /// All that the role may do.
    fn all_grants(&self, logs: &LogGroupRef) -> Vec<Grant> {
        let mut grants = self.grants.clone();
        grants.push(logs.write());
        grants.extend(self.sources.iter().flat_map(|source| source.grants()));
        grants.extend(self.dead_letters.iter().map(QueueRef::send));
        grants.extend(self.asynchronous.grants());
        grants.extend(self.network.iter().map(|_| Network::grant()));
        if self.tracing {
            let actions = [
                action!("xray:PutTelemetryRecords"),
                action!("xray:PutTraceSegments"),
            ];
            grants.push(Grant::unscoped(actions));
        }
        grants
    }
}

#[cfg(test)]
mod tests;

//! Lambda functions.

use aws::lambda::{self, Architecture};
use cfn::{Arn, Construct, Handle, Scope, Value};

use crate::{
    Grant, LogGroup, LogGroupRef, Memory, QueueRef, StreamRef, StreamSource, Timeout, action, code::Code,
    environment::Variables, grant::policy_document, raw::Raw, role::service_role,
};

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
    description: Option<String>,
    architecture: Architecture,
    memory: Memory,
    timeout: Timeout,
    variables: Variables,
    grants: Vec<Grant>,
    logs: LogGroup,
    reserved_concurrency: Option<u32>,
    tracing: bool,
    dead_letters: Option<QueueRef>,
    sources: Vec<(StreamRef, StreamSource)>,
    raw: Raw,
}

/// A function of the stack.
#[derive(Clone, Debug)]
pub struct FunctionRef {
    handle: Handle<lambda::Function>,
    role: Handle<aws::iam::Role>,
    logs: LogGroupRef,
    timeout: Timeout,
}

impl Function {
    /// A binary of a cargo package, built for the function's processor and uploaded as `bootstrap`.
    pub fn rust(package: impl Into<String>, binary: impl Into<String>) -> Self {
        Self::new(Code::Rust {
            package: package.into(),
            binary: binary.into(),
        })
    }

    /// A zip file or a folder that holds a `bootstrap` already; the path is relative to the workspace.
    pub fn bootstrap(path: impl Into<String>) -> Self {
        Self::new(Code::Path(path.into()))
    }

    fn new(code: Code) -> Self {
        Self {
            code,
            description: None,
            architecture: Architecture::Arm64,
            memory: Memory::mb::<256>(),
            timeout: Timeout::secs::<10>(),
            variables: Variables::default(),
            grants: Vec::new(),
            logs: LogGroup::new(),
            reserved_concurrency: None,
            tracing: false,
            dead_letters: None,
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

    /// Sets an environment variable; all names and values together have 4 KB.
    pub fn env(mut self, name: impl Into<String>, value: impl Into<Value<String>>) -> Self {
        self.variables.set(name, value);
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

    /// Invocations at once that are kept for this function and that bound it. 0 stops it.
    pub fn reserved_concurrency(mut self, invocations: u32) -> Self {
        self.reserved_concurrency = Some(invocations);
        self
    }

    /// Traces a sample of invocations with X-Ray; IAM knows no resource for that, so the role gets it on `*`.
    pub fn tracing(mut self) -> Self {
        self.tracing = true;
        self
    }

    /// Where events go whose asynchronous invocation failed for good. Routes and streams invoke synchronously: see
    /// [`StreamSource::failures_to`].
    pub fn dead_letters(mut self, queue: &QueueRef) -> Self {
        self.dead_letters = Some(queue.clone());
        self
    }

    /// Invokes the function with the changes of a table, and lets it read the stream.
    pub fn on_stream(mut self, stream: &StreamRef, source: StreamSource) -> Self {
        self.sources.push((stream.clone(), source));
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
        grants.extend(
            self.sources
                .iter()
                .flat_map(|(stream, source)| source.grants(stream)),
        );
        grants.extend(self.dead_letters.iter().map(QueueRef::send));
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

impl Construct for Function {
    type Output = FunctionRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> FunctionRef {
        for finding in self.variables.findings(id) {
            scope.report(finding);
        }
        let logs = scope.add(&format!("{id}Logs"), self.logs.clone());
        let policy = aws::iam::Policy::new("Grants", policy_document(&self.all_grants(&logs)));
        let role = service_role("lambda.amazonaws.com").policies([policy]);
        let role = scope.add(&format!("{id}Role"), role);

        let code = self.code.place(scope, id, self.architecture);
        let mut function = lambda::Function::new(code, &role)
            .architectures([self.architecture])
            .handler("bootstrap")
            .logging_config(lambda::LoggingConfig::new().log_group(logs.handle()))
            .memory_size(self.memory.as_mb())
            .runtime(lambda::Runtime::ProvidedAl2023)
            .timeout(self.timeout.as_secs());
        if let Some(text) = self.description {
            function = function.description(text);
        }
        if let Some(environment) = self.variables.into_property() {
            function = function.environment(environment);
        }
        if let Some(invocations) = self.reserved_concurrency {
            function = function.reserved_concurrent_executions(invocations);
        }
        if self.tracing {
            let active = lambda::TracingConfig::new().mode(lambda::TracingMode::Active);
            function = function.tracing_config(active);
        }
        if let Some(queue) = &self.dead_letters {
            let config = lambda::DeadLetterConfig::new().target_arn(queue.handle().arn());
            function = function.dead_letter_config(config);
        }
        let handle = scope.add(id, self.raw.onto(function));
        for (stream, source) in self.sources {
            scope.add(
                &format!("{id}{}Stream", stream.table_id()),
                source.into_mapping(&handle, &stream),
            );
        }
        FunctionRef {
            handle,
            role,
            logs,
            timeout: self.timeout,
        }
    }
}

impl FunctionRef {
    /// The resource.
    pub fn handle(&self) -> &Handle<lambda::Function> {
        &self.handle
    }

    /// The role that it takes.
    pub fn role(&self) -> &Handle<aws::iam::Role> {
        &self.role
    }

    /// The group that it logs to.
    pub fn logs(&self) -> &LogGroupRef {
        &self.logs
    }

    /// Its ARN.
    pub fn arn(&self) -> Value<Arn<lambda::Function>> {
        self.handle.arn()
    }

    /// How long one invocation may take.
    pub fn timeout(&self) -> Timeout {
        self.timeout
    }

    /// Its logical id, which names what serves it.
    pub(crate) fn id(&self) -> &str {
        self.handle.logical_id().as_str()
    }

    /// Invoking it.
    pub fn invoke(&self) -> Grant {
        Grant::new([action!("lambda:InvokeFunction")], [self.arn().into()])
    }
}

#[cfg(test)]
mod tests;

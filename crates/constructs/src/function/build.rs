//! From a function's settings to its resources.

use aws::lambda::{
    self, DeadLetterConfig, EphemeralStorage, LogFormat, LoggingConfig, TracingConfig, TracingMode,
};
use cfn::{Construct, IntoEntry as _, Resource, Scope};

use super::{Function, FunctionRef, live};
use crate::{LogGroupRef, role::granted_role};

impl Construct for Function {
    type Output = FunctionRef;

    fn build(mut self, scope: &mut Scope<'_>, id: &str) -> FunctionRef {
        self.report(scope, id);
        let logs = scope.add(&format!("{id}Logs"), self.logs.clone());
        let role = granted_role("lambda.amazonaws.com", &self.all_grants(&logs));
        let role = scope.add(&format!("{id}Role"), role);

        let (code, code_key) = self.code.clone().place(scope, id, self.architecture);
        let function = lambda::Function::new(code, &role)
            .architectures([self.architecture])
            .handler(&self.handler)
            .logging_config(self.logging(&logs))
            .memory_size(self.memory.as_mb())
            .runtime(self.runtime)
            .timeout(self.timeout.as_secs());
        let function = self.options(function);
        let raw = std::mem::take(&mut self.raw);
        let mut properties = function.clone().into_properties();
        properties.extend(raw.properties().clone());
        let handle = scope.add(id, raw.onto(function));

        let alias = self
            .live
            .map(|live| live.publish(scope, &handle, properties, code_key));
        let qualifier = if alias.is_some() { live::ALIAS } else { "$LATEST" };
        if let Some(config) = self.asynchronous.config(&handle, qualifier) {
            // The qualifier is text: nothing else says that the alias comes first.
            let first = alias.iter().map(|alias| alias.logical_id().clone());
            scope.add(&format!("{id}AsyncConfig"), config.depends_on_ids(first));
        }
        let function = FunctionRef::made(handle, alias.as_ref(), role, logs, self.timeout);
        for source in self.sources {
            source.attach(scope, &function);
        }
        function
    }
}

impl Function {
    fn report(&self, scope: &mut Scope<'_>, id: &str) {
        let live = self.live.iter();
        let warm = live.filter_map(|live| live.finding(id, self.reserved_concurrency));
        for finding in self.variables.findings(id).into_iter().chain(warm) {
            scope.report(finding);
        }
    }

    fn logging(&self, logs: &LogGroupRef) -> LoggingConfig {
        let logging = LoggingConfig::new().log_group(logs.handle());
        match self.json_logs {
            None => logging,
            Some(level) => logging.application_log_level(level).log_format(LogFormat::Json),
        }
    }

    /// What is there only when somebody asked for it.
    fn options(&self, mut function: lambda::Function) -> lambda::Function {
        if let Some(text) = &self.description {
            function = function.description(text);
        }
        if let Some(environment) = self.variables.to_property() {
            function = function.environment(environment);
        }
        if let Some(mb) = self.ephemeral_storage_mb {
            function = function.ephemeral_storage(EphemeralStorage::new(mb));
        }
        if !self.layers.is_empty() {
            function = function.layers(self.layers.clone());
        }
        if let Some(invocations) = self.reserved_concurrency {
            function = function.reserved_concurrent_executions(invocations);
        }
        if self.tracing {
            function = function.tracing_config(TracingConfig::new().mode(TracingMode::Active));
        }
        if let Some(queue) = &self.dead_letters {
            function = function.dead_letter_config(DeadLetterConfig::new().target_arn(queue.arn()));
        }
        if let Some(network) = &self.network {
            function = function.vpc_config(network.to_property());
        }
        function
    }
}

//! Stages: what clients reach.

use std::ops::Deref;

use aws::{
    apigateway::ClientCertificate,
    apigatewayv2::{self, LoggingLevel, RouteSettings},
};
use cfn::{Construct, Diagnostic, Handle, Id, IntoEntry, LogicalId, Resource as _, Scope, Value};

use super::{
    AccessLog, AccountLoggingRef, RoutesRef, StageName, Throttle, rival::rival, route_options::RouteOptions,
};
use crate::raw::Raw;

/// A stage over deployed routes: the address that clients connect to, with its limits and logs.
///
/// Messages are never logged unless somebody asks for it, and a log comes after the account's permission to write it.
///
/// ```
/// use constructs::prelude::*;
/// # fn stage(stack: &mut Stack, routes: &RoutesRef) {
/// let account = stack.add("AccountLogging", AccountLogging::created());
/// let stage = stack.add(
///     "Stage",
///     Stage::new(routes)
///         .throttle(Throttle::per_second::<1000>().burst::<500>())
///         .execution_log(LoggingLevel::Info, &account)
///         .detailed_metrics(),
/// );
/// stack.output("WebSocketUrl", Output::new(stage.url()).description("Where clients connect"));
/// # }
/// ```
///
/// emits
///
/// ```yaml
/// Stage:
///   Type: AWS::ApiGatewayV2::Stage
///   DependsOn: [AccountLogging]
///   Properties:
///     ApiId: !Ref Api
///     StageName: staging
///     DefaultRouteSettings:
///       DataTraceEnabled: false
///       DetailedMetricsEnabled: true
///       LoggingLevel: INFO
///       ThrottlingBurstLimit: 500
///       ThrottlingRateLimit: 1000
///     DeploymentId: !Ref Deployment0f1e2d3c4b
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Stage {
    name: StageName,
    routes: RoutesRef,
    description: Option<String>,
    options: RouteOptions,
    access_log: Option<(AccessLog, AccountLoggingRef)>,
    variables: Vec<(String, String)>,
    client_certificate: Option<Value<Id<ClientCertificate>>>,
    raw: Raw,
}

/// A stage of the stack. It is as good as its [`StageName`].
#[derive(Clone, Debug)]
pub struct StageRef {
    name: StageName,
    handle: Handle<apigatewayv2::Stage>,
}

impl Stage {
    /// The stage that the routes were declared for.
    pub fn new(routes: &RoutesRef) -> Self {
        Self::of(routes, routes.stage())
    }

    /// Another stage that the routes serve, with limits, logs and variables of its own.
    ///
    /// ```
    /// # use constructs::prelude::*;
    /// # fn stages(stack: &mut Stack, api: &ApiRef, connect: &FunctionRef) {
    /// let (live, preview) = (api.stage("live"), api.stage("preview"));
    /// let routes = Routes::of(&live).also_of(&preview).connect(connect);
    /// let routes = stack.add("Deployment", routes);
    /// stack.add("Live", Stage::new(&routes));
    /// stack.add("Preview", Stage::of(&routes, &preview).throttle(Throttle::per_second::<10>()));
    /// # }
    /// ```
    pub fn of(routes: &RoutesRef, name: &StageName) -> Self {
        Self {
            name: name.clone(),
            routes: routes.clone(),
            description: None,
            options: RouteOptions::default(),
            access_log: None,
            variables: Vec::new(),
            client_certificate: None,
            raw: Raw::default(),
        }
    }

    /// What the stage is for, at most 1,024 characters.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// The limit of every route that has none of its own (default: the account's).
    pub fn throttle(mut self, throttle: Throttle) -> Self {
        self.options.throttle = Some(throttle);
        self
    }

    /// Logs how requests go, never what they say (default: nothing).
    pub fn execution_log(mut self, level: LoggingLevel, account: &AccountLoggingRef) -> Self {
        self.options.execution_log = Some((level, account.clone()));
        self
    }

    /// Puts whole messages, secrets included, into the [execution log](Self::execution_log), without which it does nothing:
    /// for debugging, never where real people talk.
    pub fn log_message_bodies(mut self) -> Self {
        self.options.data_trace = true;
        self
    }

    /// Metrics per route, at a price (default: per stage).
    pub fn detailed_metrics(mut self) -> Self {
        self.options.detailed_metrics = true;
        self
    }

    /// Logs one line per event.
    pub fn access_log(mut self, log: AccessLog, account: &AccountLoggingRef) -> Self {
        self.access_log = Some((log, account.clone()));
        self
    }

    /// Sets a stage variable: at most 100 of them, each value up to 512 characters of `A-Za-z0-9-._~:/?#&=,`.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// The certificate that the gateway shows to HTTP backends, so that they know who calls.
    ///
    /// ```
    /// # use constructs::{aws::apigateway::ClientCertificate, prelude::*};
    /// # fn stage(stack: &mut Stack, routes: &RoutesRef) {
    /// let certificate = stack.add("Gateway", ClientCertificate::new());
    /// stack.add("Stage", Stage::new(routes).client_certificate(&certificate));
    /// # }
    /// ```
    pub fn client_certificate(mut self, certificate: impl Into<Value<Id<ClientCertificate>>>) -> Self {
        self.client_certificate = Some(certificate.into());
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<cfn::Tree>) -> Self {
        self.raw.set(name, value);
        self
    }

    /// Settings of the routes that say something for themselves. A route that does not exist cannot say anything.
    fn route_settings(&self) -> Vec<(String, RouteSettings)> {
        self.routes
            .options()
            .filter(|(_, options)| !options.is_default())
            .map(|(key, options)| (key.to_owned(), options.over(&self.options).to_property()))
            .collect()
    }

    /// The account's permission, as each log of the stage got it.
    fn permissions(&self) -> impl Iterator<Item = &AccountLoggingRef> {
        let routes = self.routes.options().map(|(_, options)| options);
        let execution = routes
            .chain([&self.options])
            .filter_map(|options| options.execution_log.as_ref())
            .filter(|(level, _)| *level != LoggingLevel::Off);
        let access = self.access_log.iter().map(|(_, account)| account);
        execution.map(|(_, account)| account).chain(access)
    }

    /// What logging needs to stand first.
    fn accounts(&self) -> impl Iterator<Item = LogicalId> {
        self.permissions()
            .filter_map(|account| Some(account.handle()?.logical_id().clone()))
    }

    /// Whether the stage logs by a role that no template of the program needs to show.
    fn logs_by_import(&self) -> bool {
        let mut permissions = self.permissions().peekable();
        permissions.peek().is_some() && permissions.all(|account| account.handle().is_none())
    }

    fn findings(&self, id: &str) -> Vec<Diagnostic> {
        let mut findings = self.variable_findings(id);
        findings.extend(self.name.finding(id));
        findings.extend(self.unserved(id));
        findings.extend(self.unlogged(id));
        let of_routes = self.routes.options().map(|(_, options)| options);
        let throttles = of_routes
            .chain([&self.options])
            .filter_map(|options| options.throttle);
        findings.extend(throttles.filter_map(|throttle| throttle.finding(id)));
        let log = self.access_log.iter();
        findings.extend(log.flat_map(|(log, _)| log.findings(id)));
        findings
    }

    /// Clients of a stage that the routes do not know get errors: no permission names it.
    fn unserved(&self, id: &str) -> Option<Diagnostic> {
        let served = self.routes.stages().any(|stage| stage.is(&self.name));
        let message = format!("the routes do not serve the stage `{}`", self.name.name());
        (!served).then(|| {
            let finding = Diagnostic::error("GW131", message).on(id);
            finding.hint("say `Routes::of(&first).also_of(&stage)`, so that permissions name it")
        })
    }

    /// Messages for a log that is not written.
    fn unlogged(&self, id: &str) -> Option<Diagnostic> {
        let routes = self.routes.options().map(|(_, options)| options);
        let logged = routes.chain([&self.options]).any(RouteOptions::is_logged);
        let message = format!("`{id}` logs whole messages, but has no execution log to put them into");
        (self.options.data_trace && !logged).then(|| {
            let finding = Diagnostic::warning("GW145", message).on(id);
            finding.hint("add `.execution_log(LoggingLevel::Info, &account)`")
        })
    }

    fn variable_findings(&self, id: &str) -> Vec<Diagnostic> {
        let letters = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#&=,".contains(&byte);
        let wrong = self.variables.iter().filter(|(name, value)| {
            let name_fits = (1..=64).contains(&name.len())
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            !name_fits || value.len() > 512 || !value.bytes().all(letters)
        });
        wrong
            .map(|(name, _)| {
                let message = format!("the stage variable `{name}` has a name or value that API Gateway does not take");
                Diagnostic::error("GW110", message).on(id).hint(
                    "a name is up to 64 letters, digits and `_`, a value up to 512 of letters, digits and `-._~:/?#&=,`",
                )
            })
            .chain((self.variables.len() > 100).then(|| {
                let message = format!("a stage has 100 variables at most, not {}", self.variables.len());
                Diagnostic::error("GW110", message)
                    .on(id)
                    .hint("put what belongs together into one of them")
            }))
            .collect()
    }
}

impl Construct for Stage {
    type Output = StageRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> StageRef {
        let name = &self.name;
        for finding in self.findings(id) {
            scope.report(finding);
        }
        let mut stage = apigatewayv2::Stage::new(name.api().handle(), name.name())
            .default_route_settings(self.options.to_property())
            .deployment_id(self.routes.deployment());
        let route_settings = self.route_settings();
        if !route_settings.is_empty() {
            stage = stage.route_settings(route_settings);
        }
        let message = format!("the API has a stage `{}` already", name.name());
        let properties = stage.clone().into_properties();
        let place = ["ApiId", "StageName"];
        if let Some(finding) = rival::<apigatewayv2::Stage>(scope, &properties, &place, message) {
            scope.report(finding.hint("remove one of the two, or give it another name"));
        }
        if let Some((log, _)) = &self.access_log {
            stage = stage.access_log_settings(log.to_property());
        }
        if let Some(certificate) = &self.client_certificate {
            stage = stage.client_certificate_id(certificate);
        }
        if let Some(text) = &self.description {
            stage = stage.description(text);
        }
        if !self.variables.is_empty() {
            stage = stage.stage_variables(self.variables.clone());
        }
        let accounts: Vec<LogicalId> = self.accounts().collect();
        let imported = self.logs_by_import();
        let mut entry = self.raw.onto(stage.depends_on_ids(accounts));
        if imported {
            entry = entry.suppress("GW245", "the program says that the account has the role");
        }
        let handle = scope.add(id, entry);
        if let Some(path) = name.path() {
            path.map(scope, &format!("{id}Mapping"), name.api(), &handle);
        }
        StageRef {
            name: name.clone(),
            handle,
        }
    }
}

impl StageRef {
    /// The resource.
    pub fn handle(&self) -> &Handle<apigatewayv2::Stage> {
        &self.handle
    }
}

impl Deref for StageRef {
    type Target = StageName;

    fn deref(&self) -> &StageName {
        &self.name
    }
}

#[cfg(test)]
mod tests;

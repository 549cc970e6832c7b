//! The functions of a template.

use std::{collections::BTreeMap, time::Duration};

use cfn::Tree;

use super::{Names, Properties, Report};

/// What Lambda gives a function that does not say: 128 MB and 3 seconds.
const DEFAULT_MEMORY_MB: u32 = 128;
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(3);

/// A function to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// The logical id.
    pub id: String,
    /// The physical name.
    pub name: String,
    /// The ARN.
    pub arn: String,
    /// `Handler`; a custom runtime makes of it what it likes.
    pub handler: String,
    /// The memory in megabytes. Told to the function, not enforced.
    pub memory_mb: u32,
    /// How long an invocation may take before its process is ended.
    pub timeout: Duration,
    /// How many invocations may run at once; `None` shares the account's 1,000.
    pub reserved_concurrency: Option<u32>,
    /// The log group's name.
    pub log_group: String,
    /// The function's own environment variables.
    pub variables: BTreeMap<String, String>,
}

/// Reads the functions.
pub fn functions(names: &Names<'_>, report: &Report<'_>) -> Vec<Function> {
    names
        .of_type("AWS::Lambda::Function")
        .filter_map(|(id, body)| function(id, body, names, report))
        .collect()
}

fn function(id: &str, body: &Tree, names: &Names<'_>, report: &Report<'_>) -> Option<Function> {
    let mut properties = Properties::of(id, body, names, report);
    let name = name(id, names, report)?;
    let runtime = properties.text("Runtime");
    if !runtime
        .as_deref()
        .is_some_and(|name| name.starts_with("provided"))
    {
        properties.not_run("Runtime", "only custom runtimes (`provided.al2023`) run locally");
    }
    let mut environment = properties.nested("Environment");
    let variables = environment.as_mut().map(|map| map.text_map("Variables"));
    let function = Function {
        arn: names.attribute_of(id, "Arn")?,
        handler: properties
            .text("Handler")
            .unwrap_or_else(|| "bootstrap".to_owned()),
        memory_mb: properties.number("MemorySize").unwrap_or(DEFAULT_MEMORY_MB),
        timeout: properties
            .number("Timeout")
            .map_or(DEFAULT_TIMEOUT, Duration::from_secs),
        reserved_concurrency: properties.number("ReservedConcurrentExecutions"),
        log_group: log_group(&mut properties).unwrap_or_else(|| format!("/aws/lambda/{name}")),
        variables: variables.unwrap_or_default().into_iter().collect(),
        id: id.to_owned(),
        name,
    };
    // The binary comes from the assembly, and runs as whoever runs this program, built for this machine.
    properties.without_meaning(&[
        "Architectures",
        "Code",
        "CodeSigningConfigArn",
        "Description",
        "EphemeralStorage",
        "FunctionName",
        "KmsKeyArn",
        "PackageType",
        "RecursiveLoop",
        "Role",
        "RuntimeManagementConfig",
        "Tags",
        "TracingConfig",
    ]);
    properties.finish();
    Some(function)
}

fn log_group(properties: &mut Properties<'_>) -> Option<String> {
    let mut logging = properties.nested("LoggingConfig")?;
    let group = logging.text("LogGroup");
    // How lines look in CloudWatch; here they are shown as the function writes them.
    logging.without_meaning(&["ApplicationLogLevel", "LogFormat", "SystemLogLevel"]);
    logging.finish();
    group
}

/// The physical name, or a finding.
pub(super) fn name(id: &str, names: &Names<'_>, report: &Report<'_>) -> Option<String> {
    let name = names.reference_of(id);
    if name.is_none() {
        report.unusable(id, format!("the name of `{id}` cannot be resolved here"));
    }
    name
}

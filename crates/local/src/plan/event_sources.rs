//! The event source mappings of a template: what calls a function by itself.

use std::time::Duration;

use cfn::Tree;

use super::{Function, Names, Properties, Report, Table};
use crate::services::filter::Filter;

/// Lambda's default for streams.
const DEFAULT_BATCH: usize = 100;

/// A mapping from a table's stream to a function.
#[derive(Clone, Debug, PartialEq)]
pub struct EventSource {
    /// The logical id of the mapping.
    pub id: String,
    /// The function's logical id.
    pub function: String,
    /// The table's logical id.
    pub table: String,
    /// The most records that one invocation gets.
    pub batch_size: usize,
    /// How long to wait for a batch to fill up.
    pub window: Duration,
    /// Where a new mapping starts to read.
    pub start: StartingPosition,
    /// Records must match one of these; with none, all of them do.
    pub filters: Vec<Filter>,
    /// What happens to records that the function fails on.
    pub retry: Retry,
    /// Whether the function's answer names the records that failed (`ReportBatchItemFailures`).
    pub reports_failures: bool,
    /// How many batches run at once; the changes of one item stay in order.
    pub parallel: usize,
}

/// Where a new mapping starts to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartingPosition {
    /// `TRIM_HORIZON`: at the oldest record.
    Oldest,
    /// `LATEST`: after the newest record.
    Newest,
}

/// What happens to records that the function fails on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retry {
    /// `MaximumRetryAttempts`; `None` goes on until the records are too old.
    pub attempts: Option<u32>,
    /// `MaximumRecordAgeInSeconds`; `None` is the stream's own 24 hours.
    pub age: Option<Duration>,
    /// `BisectBatchOnFunctionError`: a failed batch is cut in two, and each half gets its own retries.
    pub bisect: bool,
}

/// Reads the mappings; those from other sources than a table's stream are reported and left out.
pub fn event_sources(
    names: &Names<'_>,
    report: &Report<'_>,
    functions: &[Function],
    tables: &[Table],
) -> Vec<EventSource> {
    names
        .of_type("AWS::Lambda::EventSourceMapping")
        .filter_map(|(id, body)| {
            let properties = Properties::of(id, body, names, report);
            event_source(properties, functions, tables, body)
        })
        .collect()
}

fn event_source(
    mut properties: Properties<'_>,
    functions: &[Function],
    tables: &[Table],
    body: &Tree,
) -> Option<EventSource> {
    let function = function(&mut properties, functions)?;
    let table = source(&mut properties, tables, body)?;
    let start = start(&mut properties)?;
    if properties.flag("Enabled") == Some(false) {
        return None;
    }
    let unlimited = |limit: i64| u32::try_from(limit).ok();
    let source = EventSource {
        id: properties.resource().to_owned(),
        function,
        table,
        start,
        batch_size: properties.number("BatchSize").unwrap_or(DEFAULT_BATCH),
        window: Duration::from_secs(
            properties
                .number("MaximumBatchingWindowInSeconds")
                .unwrap_or_default(),
        ),
        filters: filters(&mut properties),
        retry: Retry {
            attempts: properties.number("MaximumRetryAttempts").and_then(unlimited),
            age: properties
                .number("MaximumRecordAgeInSeconds")
                .and_then(unlimited)
                .map(|seconds| Duration::from_secs(seconds.into())),
            bisect: properties.flag("BisectBatchOnFunctionError").unwrap_or_default(),
        },
        reports_failures: properties
            .texts("FunctionResponseTypes")
            .contains(&"ReportBatchItemFailures".to_owned()),
        parallel: properties.number("ParallelizationFactor").unwrap_or(1),
    };
    properties.without_meaning(&["KmsKeyArn", "MetricsConfig", "Tags"]);
    properties.finish();
    Some(source)
}

/// The function's logical id; the template names it by name or ARN.
fn function(properties: &mut Properties<'_>, functions: &[Function]) -> Option<String> {
    let wanted = properties.required("FunctionName")?;
    let found = functions
        .iter()
        .find(|function| function.name == wanted || function.arn == wanted);
    if found.is_none() {
        properties.not_run(
            "FunctionName",
            format!("the template has no function `{wanted}`, so nothing is called"),
        );
    }
    found.map(|function| function.id.clone())
}

/// The logical id of the table whose stream is the source.
fn source(properties: &mut Properties<'_>, tables: &[Table], body: &Tree) -> Option<String> {
    if body.at(&["Properties", "EventSourceArn"]).is_none() {
        properties.not_run("EventSourceArn", "only streams of tables are read locally");
        return None;
    }
    let arn = properties.text("EventSourceArn")?;
    let found = tables.iter().find(|table| {
        let stream = table.stream.as_ref();
        stream.is_some_and(|stream| stream.arn == arn)
    });
    if found.is_none() {
        properties.not_run(
            "EventSourceArn",
            format!("`{arn}` is not the stream of a table in this template, so nothing is read from it"),
        );
    }
    found.map(|table| table.id.clone())
}

fn start(properties: &mut Properties<'_>) -> Option<StartingPosition> {
    match properties.required("StartingPosition")?.as_str() {
        "TRIM_HORIZON" => Some(StartingPosition::Oldest),
        "LATEST" => Some(StartingPosition::Newest),
        other => {
            let why = format!("`{other}` is neither `TRIM_HORIZON` nor `LATEST`");
            properties.unusable("StartingPosition", why);
            None
        }
    }
}

fn filters(properties: &mut Properties<'_>) -> Vec<Filter> {
    let Some(mut criteria) = properties.nested("FilterCriteria") else {
        return Vec::new();
    };
    let mut filters = Vec::new();
    for mut entry in criteria.nested_list("Filters") {
        let Some(pattern) = entry.required("Pattern") else {
            continue;
        };
        match pattern.parse() {
            Ok(filter) => filters.push(filter),
            Err(error) => entry.unusable("Pattern", error),
        }
        entry.finish();
    }
    criteria.finish();
    filters
}

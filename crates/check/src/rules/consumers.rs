//! Functions that are fed from queues and streams: `AWS::Lambda::EventSourceMapping`.

use cfn::Severity;

use super::{functions, queues};
use crate::{Arn, Finding, Found, Function, Model, Resource, Rule, int, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW360",
        Warning,
        "A queue hides messages for less time than its consumer needs",
        visibility
    ),
    rule!(
        "GW361",
        Info,
        "One message that fails brings its whole batch back",
        partial
    ),
    rule!(
        "GW365",
        Error,
        "A batch that the event source does not make",
        batch
    ),
    rule!(
        "GW366",
        Error,
        "A setting of the other kind of event source",
        settings
    ),
    rule!("GW367", Info, "A record that fails blocks its stream", blocked),
    rule!("GW368", Error, "The stream of a table that has none", no_stream),
];

/// What feeds a function.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Queue { is_fifo: Option<bool> },
    Stream,
    Other,
}

/// An event source mapping.
struct Source<'m> {
    function: &'m Function<'m>,
    mapping: &'m Resource<'m>,
    kind: Kind,
    /// The queue, if it is of this template.
    queue: Option<&'m Resource<'m>>,
}

fn sources<'a>(model: &'a Model<'a>) -> impl Iterator<Item = Source<'a>> {
    let all = model.functions.iter().flat_map(|function| {
        let mappings = function.event_sources.iter();
        mappings.map(move |mapping| (function, *mapping))
    });
    all.map(|(function, mapping)| {
        let text = mapping.text("EventSourceArn").unwrap_or_default();
        let queue = model.named(queues::QUEUE, text);
        let kind = match Arn::parse(text).map(|arn| arn.service) {
            Some("sqs") => Kind::Queue {
                is_fifo: queues::is_fifo(model, text),
            },
            Some("kinesis" | "dynamodb") => Kind::Stream,
            _ => Kind::Other,
        };
        Source {
            function,
            mapping,
            kind,
            queue,
        }
    })
}

/// The queues that feed functions.
pub(super) fn feeding<'a>(
    model: &'a Model<'a>,
) -> impl Iterator<Item = (&'a Resource<'a>, &'a Resource<'a>)> {
    sources(model).filter_map(|source| Some((source.queue?, source.function.resource)))
}

fn number_or(resource: &Resource<'_>, property: &str, default: i64) -> Option<i64> {
    resource.get(property).map_or(Some(default), int)
}

fn visibility(model: &Model<'_>, found: &mut Found) {
    for source in sources(model) {
        let function = source.function.resource;
        let Some(queue) = source.queue else { continue };
        let (Some(hidden), Some(time), Some(window)) = (
            number_or(queue, "VisibilityTimeout", 30),
            functions::seconds(function),
            number_or(source.mapping, "MaximumBatchingWindowInSeconds", 0),
        ) else {
            continue;
        };
        let wanted = time.saturating_mul(6).saturating_add(window);
        if hidden >= wanted || time > 900 {
            continue;
        }
        let finding = if hidden < time {
            Finding::new(queue, format!("Lambda refuses the mapping: `{}` may take {time} seconds, and messages are hidden for {hidden}", function.id))
                .severity(Severity::Error)
        } else {
            Finding::new(
                queue,
                format!(
                    "messages come back while `{}` still works on them: they are hidden for {hidden} seconds, and it may take {wanted}, retries included",
                    function.id
                ),
            )
        };
        found.add(
            finding
                .property("VisibilityTimeout")
                .related(source.mapping)
                .hint(format!(
                    "set `VisibilityTimeout: {wanted}`, six times the function's timeout plus the window"
                )),
        );
    }
}

fn partial(model: &Model<'_>, found: &mut Found) {
    for source in sources(model).filter(|source| matches!(source.kind, Kind::Queue { .. })) {
        let batch = number_or(source.mapping, "BatchSize", 10);
        if batch.is_some_and(|batch| batch > 1) && source.mapping.get("FunctionResponseTypes").is_none() {
            let message =
                "a batch with one bad message comes back as a whole, and what was done is done again";
            let finding = Finding::new(source.mapping, message);
            found.add(finding.hint(
                "set `FunctionResponseTypes: [ReportBatchItemFailures]`, and answer with the ids of what failed",
            ));
        }
    }
}

fn batch(model: &Model<'_>, found: &mut Found) {
    for source in sources(model) {
        let Kind::Queue { is_fifo } = source.kind else {
            continue;
        };
        let size = number_or(source.mapping, "BatchSize", 10).unwrap_or(10);
        let Some(window) = number_or(source.mapping, "MaximumBatchingWindowInSeconds", 0) else {
            continue;
        };
        let (property, problem) = match is_fifo {
            Some(true) if window > 0 => (
                "MaximumBatchingWindowInSeconds",
                "a FIFO queue has no batching window".to_owned(),
            ),
            Some(true) if size > 10 => (
                "BatchSize",
                format!("a FIFO queue gives 10 messages at most, not {size}"),
            ),
            Some(false) if size > 10 && window == 0 => (
                "BatchSize",
                format!("a batch of {size} needs a window: set `MaximumBatchingWindowInSeconds`"),
            ),
            _ if !(1..=10_000).contains(&size) => {
                ("BatchSize", format!("{size} is not between 1 and 10,000"))
            }
            _ if !(0..=300).contains(&window) => (
                "MaximumBatchingWindowInSeconds",
                format!("{window} is not between 0 and 300"),
            ),
            _ => continue,
        };
        let message = format!("Lambda refuses the mapping: {problem}");
        let finding = Finding::new(source.mapping, message).property(property);
        found.add(
            finding.hint("10 messages at once need no window; more wait at least a second for each other"),
        );
    }
}

/// What only streams have.
const OF_STREAMS: [&str; 6] = [
    "BisectBatchOnFunctionError",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    "ParallelizationFactor",
    "StartingPosition",
    "TumblingWindowInSeconds",
];

fn settings(model: &Model<'_>, found: &mut Found) {
    for source in sources(model) {
        match source.kind {
            Kind::Queue { .. } => {
                for property in OF_STREAMS
                    .into_iter()
                    .filter(|property| source.mapping.get(property).is_some())
                {
                    let message =
                        format!("Lambda refuses the mapping: a queue has no `{property}`, streams have");
                    let finding = Finding::new(source.mapping, message).property(property);
                    found.add(finding.hint(
                        "remove it; how often a message is tried is said by the queue's `RedrivePolicy`",
                    ));
                }
            }
            Kind::Stream if source.mapping.get("StartingPosition").is_none() => {
                let message = "Lambda refuses the mapping: it does not say where in the stream to begin";
                let finding = Finding::new(source.mapping, message);
                found.add(finding.hint(
                    "set `StartingPosition: LATEST` for what comes, `TRIM_HORIZON` for all that is there",
                ));
            }
            Kind::Stream | Kind::Other => {}
        }
    }
}

fn blocked(model: &Model<'_>, found: &mut Found) {
    let bounds = ["MaximumRecordAgeInSeconds", "MaximumRetryAttempts"];
    for source in sources(model).filter(|source| source.kind == Kind::Stream) {
        let is_bounded = |property: &&str| {
            source
                .mapping
                .get(property)
                .is_some_and(|value| int(value) != Some(-1))
        };
        if !bounds.iter().any(is_bounded) {
            let message =
                "a record that fails is tried until it is too old for the stream, and all behind it wait";
            let finding = Finding::new(source.mapping, message);
            found.add(finding.hint(
                "set `MaximumRetryAttempts` or `MaximumRecordAgeInSeconds`, `BisectBatchOnFunctionError: true`, and an `OnFailure` destination",
            ));
        }
    }
}

fn no_stream(model: &Model<'_>, found: &mut Found) {
    for source in sources(model) {
        let table = source
            .mapping
            .text("EventSourceArn")
            .and_then(|text| text.split_once("/stream/"));
        let table = table.and_then(|(arn, _)| model.named("AWS::DynamoDB::Table", arn));
        if let Some(table) = table.filter(|table| table.get("StreamSpecification").is_none()) {
            let message = format!(
                "the deployment fails: `{}` has no stream, and so no `StreamArn`",
                table.id
            );
            let finding = Finding::new(source.mapping, message)
                .property("EventSourceArn")
                .related(table);
            found.add(finding.hint("set `StreamSpecification: {StreamViewType: NEW_IMAGE}` on the table"));
        }
    }
}

//! Why an operation failed, for people.

use ::deploy::{Cause, Status, console};
use cfn::Origin;
use indexmap::IndexMap;

use super::text;
use crate::report::Failure;

/// How many resources that failed by themselves are named.
const MOST: usize = 5;

/// An operation that did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
#[error("{stack} ended in {status}")]
struct Ended {
    stack: String,
    status: Status,
    source: Option<Because>,
}

/// The resources that failed by themselves, the first one first.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n             "))]
struct Because(Vec<String>);

/// Tells how an operation on a stack ended: what failed first, the service's reason, the Rust line that declared it,
/// what is known to help, and where to look.
///
/// `stack_id` is the stack's own ARN: resources of nested stacks have names of their own.
pub(crate) fn failed(
    stack: &str,
    stack_id: &str,
    status: &Status,
    causes: &[Cause],
    origins: &IndexMap<String, Origin>,
) -> Failure {
    let lines: Vec<String> = causes
        .iter()
        .take(MOST)
        .map(|cause| {
            because(
                cause,
                origins
                    .get(&cause.logical_id)
                    .filter(|_| cause.stack_id == stack_id),
            )
        })
        .collect();
    let mut failure = Failure::new(Ended {
        stack: stack.to_owned(),
        status: status.clone(),
        source: (!lines.is_empty()).then_some(Because(lines)),
    });
    let mut hints: Vec<String> = Vec::new();
    for known in causes.iter().take(MOST).filter_map(|cause| cause.known.as_ref()) {
        let hint = text::one_line(&known.to_string());
        if !hints.contains(&hint) {
            hints.push(hint);
        }
    }
    let failing = causes.first().map_or(stack_id, |cause| &cause.stack_id);
    hints.extend(console::events(failing).map(|url| format!("the events are at {url}")));
    for hint in hints {
        failure = failure.hint(hint);
    }
    failure
}

/// A resource that failed: name, type, the Rust line, the reason, the request.
fn because(cause: &Cause, origin: Option<&Origin>) -> String {
    let place = origin.map_or(String::new(), |origin| format!(", {origin}"));
    let back = if cause.rolling_back {
        " on the way back"
    } else {
        ""
    };
    let reason = text::one_line(&cause.reason.text);
    let reason = if reason.is_empty() {
        "the service gave no reason"
    } else {
        &reason
    };
    let request = cause.reason.request.as_deref().map(text::one_line);
    let request = request.map_or(String::new(), |request| format!(" (request {request})"));
    format!(
        "{} ({}{place}): {}{back}: {reason}{request}",
        cause.logical_id, cause.kind, cause.status,
    )
}

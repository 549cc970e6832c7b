//! What a function's answer says about the records of its batch (`ReportBatchItemFailures`).

use serde_json::Value;

use crate::services::dynamodb::records::Record;

/// The first record that failed; `None` if all of them are done.
///
/// An answer that cannot be understood fails the whole batch, as on AWS.
pub(super) fn first_failure(answer: &[u8], records: &[Record]) -> Option<usize> {
    let answer = serde_json::from_slice(answer).unwrap_or_else(|_| Value::String(String::new()));
    let failures = match &answer {
        Value::Null => return None,
        Value::Object(members) if members.is_empty() => return None,
        Value::Object(members) => members.get("batchItemFailures"),
        _ => None,
    };
    match failures {
        Some(Value::Null) => None,
        Some(Value::Array(failures)) => {
            let places = failures
                .iter()
                .map(|failure| place(failure, records).unwrap_or(0));
            places.min()
        }
        _ => Some(0),
    }
}

fn place(failure: &Value, records: &[Record]) -> Option<usize> {
    let sequence = failure.get("itemIdentifier")?.as_str()?;
    records.iter().position(|record| record.sequence == sequence)
}

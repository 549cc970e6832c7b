//! What all tables have in common: errors, rows, and queries that read to the end.

use std::time::Duration;

use aws_sdk_dynamodb::{
    error::{DisplayErrorContext, ProvideErrorMetadata, SdkError},
    operation::{
        query::{QueryError, builders::QueryFluentBuilder},
        transact_write_items::TransactWriteItemsError,
    },
    types::{AttributeValue, TransactWriteItem},
};
use protocol::tables;
use serde::{Serialize, de::DeserializeOwned};

use crate::clock::Moment;

/// A row as DynamoDB sees it.
pub(crate) type Item = std::collections::HashMap<String, AttributeValue>;

/// A table did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// The call failed, after the SDK's own retries.
    #[error("{operation} failed: {cause}")]
    Call {
        /// What was tried, in words.
        operation: &'static str,
        /// The SDK's error with all its causes.
        cause: String,
    },
    /// Others kept writing the same items; nothing was written.
    #[error("{operation} met too many others")]
    Busy {
        /// What was tried, in words.
        operation: &'static str,
    },
    /// A row cannot be written as DynamoDB wants it.
    #[error("a row cannot be encoded: {0}")]
    Encode(#[from] serde_dynamo::Error),
    /// A request lacks a part.
    #[error("a request is incomplete: {0}")]
    Build(#[from] aws_sdk_dynamodb::error::BuildError),
}

impl StoreError {
    /// For `map_err`: names what was tried.
    pub(crate) fn call<E: std::error::Error + 'static>(operation: &'static str) -> impl Fn(E) -> Self {
        move |error| Self::Call {
            operation,
            cause: DisplayErrorContext(&error).to_string(),
        }
    }
}

/// Text as an attribute.
pub(crate) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

/// A number as an attribute.
pub(crate) fn number(value: u64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// A row as an item.
pub(crate) fn item(row: &impl Serialize) -> Result<Item, StoreError> {
    Ok(serde_dynamo::to_item(row)?)
}

/// An item as a row; one that somebody else wrote badly is logged and skipped.
pub(crate) fn row<T: DeserializeOwned>(item: Item) -> Option<T> {
    serde_dynamo::from_item(item)
        .inspect_err(
            |error| tracing::error!(%error, row = std::any::type_name::<T>(), "skipped an unreadable row"),
        )
        .ok()
}

/// The pages of a query without the rows that are over, up to `pages`. Says whether that was all.
///
/// DynamoDB removes a row days after its time, so the time is part of every query.
pub(crate) async fn live_rows<T: DeserializeOwned>(
    query: QueryFluentBuilder,
    pages: usize,
    now: Moment,
) -> Result<(Vec<T>, bool), SdkError<QueryError>> {
    let mut stream = query
        .filter_expression("#expires > :now")
        .expression_attribute_names("#expires", tables::EXPIRES_AT)
        .expression_attribute_values(":now", number(now.seconds()))
        .into_paginator()
        .send();
    let (mut rows, mut complete) = (Vec::new(), true);
    for _ in 0..pages {
        let Some(page) = stream.next().await.transpose()? else {
            break;
        };
        complete = page.last_evaluated_key.is_none();
        rows.extend(page.items.unwrap_or_default().into_iter().filter_map(row));
    }
    Ok((rows, complete))
}

/// How a transaction ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Transaction {
    /// All of it is written.
    Written,
    /// Nothing is written, because the conditions of the items at these places did not hold.
    Refused(Vec<usize>),
    /// Nothing is written, because others were writing the same items.
    Conflict,
}

/// How often the same items are tried.
const ATTEMPTS: u32 = 6;

/// Writes all items or none; tries again, after a while of its own, when others were writing the same items.
pub(crate) async fn transact(
    client: &aws_sdk_dynamodb::Client,
    operation: &'static str,
    items: Vec<TransactWriteItem>,
) -> Result<Transaction, StoreError> {
    for attempt in 0..ATTEMPTS {
        match transact_once(client, operation, items.clone()).await? {
            Transaction::Conflict => jitter(attempt).await,
            ended => return Ok(ended),
        }
    }
    Err(StoreError::Busy { operation })
}

/// Writes all items or none.
pub(crate) async fn transact_once(
    client: &aws_sdk_dynamodb::Client,
    operation: &'static str,
    items: Vec<TransactWriteItem>,
) -> Result<Transaction, StoreError> {
    let result = client
        .transact_write_items()
        .set_transact_items(Some(items))
        .send()
        .await;
    let Err(error) = result else {
        return Ok(Transaction::Written);
    };
    match refused(&error) {
        Some(places) if places.is_empty() => Ok(Transaction::Conflict),
        Some(places) => Ok(Transaction::Refused(places)),
        None => Err(StoreError::call(operation)(error)),
    }
}

/// Which conditions cancelled a transaction; empty when only contention or throttling did, none when it was no
/// cancellation at all.
fn refused(error: &SdkError<TransactWriteItemsError>) -> Option<Vec<usize>> {
    match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            let reasons = cancelled.cancellation_reasons().iter().enumerate();
            let failed = reasons.filter(|(_, reason)| reason.code() == Some("ConditionalCheckFailed"));
            Some(failed.map(|(place, _)| place).collect())
        }
        _ => None,
    }
}

/// Whether a single write was refused because its condition did not hold.
pub(crate) fn is_condition<E: ProvideErrorMetadata>(error: &SdkError<E>) -> bool {
    error.code() == Some("ConditionalCheckFailedException")
}

/// Writes one row; tries again, after a while of its own, while a transaction is writing it.
///
/// DynamoDB refuses such a write instead of letting it wait, and the SDK does not count the refusal as one that
/// passes.
pub(crate) async fn write<T, E, F>(send: impl Fn() -> F) -> Result<T, SdkError<E>>
where
    E: ProvideErrorMetadata,
    F: Future<Output = Result<T, SdkError<E>>>,
{
    for attempt in 1..ATTEMPTS {
        match send().await {
            Err(error) if is_conflict(&error) => jitter(attempt).await,
            ended => return ended,
        }
    }
    send().await
}

/// Whether a single write was refused because a transaction is writing the same row.
pub(crate) fn is_conflict<E: ProvideErrorMetadata>(error: &SdkError<E>) -> bool {
    error.code() == Some("TransactionConflictException")
}

/// Waits up to 10 ms at first, twice as long with each attempt, up to 320 ms: at random, so that rivals do not meet
/// again.
pub(crate) async fn jitter(attempt: u32) {
    let most = 10_u64 << attempt.min(5);
    tokio::time::sleep(Duration::from_millis(fastrand::u64(0..=most))).await;
}

/// A number from 0 up to `buckets`, the same for the same text for ever: rows are found again by it.
pub(crate) fn bucket(text: &str, buckets: u32) -> u32 {
    // FNV-1a: short, and no library's next version can change it.
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash % buckets.max(1)
}

#[cfg(test)]
mod tests {
    use super::bucket;

    #[test]
    fn a_text_stays_in_its_bucket() {
        // Changing this strands every row that was written before.
        assert_eq!(
            bucket("Kx3Bq0hYtQAZLFk2Wg==", 4),
            bucket("Kx3Bq0hYtQAZLFk2Wg==", 4)
        );
        assert_eq!(bucket("a", 1 << 31), 0xe40c_292c % (1 << 31));
        assert_eq!(bucket("a", 1), 0);
    }

    #[test]
    fn buckets_fill_evenly() {
        let mut counts = [0_u32; 4];
        (0..1000).for_each(|n| counts[bucket(&format!("connection-{n}=="), 4) as usize] += 1);
        assert!(
            counts.iter().all(|count| (150..350).contains(count)),
            "{counts:?}"
        );
    }
}

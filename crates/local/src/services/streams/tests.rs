use std::{
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::{Mappings, answer::first_failure, delivery::Delivery};
use crate::{
    Event, Invoke, InvokeError, Invoked,
    plan::{EventSource, Retry, StartingPosition},
    services::{
        DynamoDb,
        dynamodb::{
            records::Record,
            tests::{environment, item, table},
        },
    },
};

/// A function made of a closure; it tells which batches it got.
struct Function<F> {
    calls: mpsc::UnboundedSender<Vec<String>>,
    answer: F,
}

impl<F> Invoke for Function<F>
where
    F: Fn(&[String]) -> Result<Value, InvokeError> + Send + Sync + 'static,
{
    fn invoke<'a>(&'a self, _: &'a str, payload: Bytes) -> BoxFuture<'a, Result<Invoked, InvokeError>> {
        let event: Value = serde_json::from_slice(&payload).unwrap();
        let records = event["Records"].as_array().unwrap().iter();
        let names: Vec<String> = records.map(name).collect();
        self.calls.send(names.clone()).unwrap();
        let answer = (self.answer)(&names).map(|answer| Invoked {
            payload: Bytes::from(answer.to_string()),
            request_id: String::new(),
            duration: Duration::ZERO,
            cold: false,
        });
        Box::pin(async move { answer })
    }
}

/// The connection id of a record, which tests tell them apart by.
fn name(record: &Value) -> String {
    record["dynamodb"]["Keys"]["connectionId"]["S"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn source() -> EventSource {
    EventSource {
        id: "Greetings".to_owned(),
        function: "Greeter".to_owned(),
        table: "Connections".to_owned(),
        batch_size: 10,
        window: Duration::ZERO,
        start: StartingPosition::Oldest,
        filters: Vec::new(),
        retry: Retry::default(),
        reports_failures: false,
        parallel: 1,
    }
}

fn record(name: &str) -> Record {
    let value = json!({ "dynamodb": { "Keys": { "connectionId": { "S": name } } } });
    Record {
        sequence: format!("sequence-{name}"),
        key: name.to_owned(),
        created: SystemTime::now(),
        value: Arc::new(value),
    }
}

fn records(names: &str) -> Vec<Record> {
    names.chars().map(|name| record(&name.to_string())).collect()
}

fn failed() -> Result<Value, InvokeError> {
    Err(InvokeError::Throttled)
}

/// Delivers records and yields the batches that the function got, and the notices.
async fn deliver(
    source: EventSource,
    records: Vec<Record>,
    answer: impl Fn(&[String]) -> Result<Value, InvokeError> + Send + Sync + 'static,
) -> (Vec<String>, Vec<String>) {
    let (calls, mut called) = mpsc::unbounded_channel();
    let (events, mut told) = mpsc::unbounded_channel();
    let invoke = Arc::new(Function { calls, answer });
    let delivery = Delivery {
        source,
        invoke,
        events,
    };
    delivery.deliver(records).await;
    let batches = std::iter::from_fn(|| called.try_recv().ok());
    let batches = batches.map(|names| names.concat()).collect();
    let told = std::iter::from_fn(|| told.try_recv().ok());
    let notices = told.filter(|event| matches!(event, Event::Notice(_)));
    (batches, notices.map(|notice| notice.to_string()).collect())
}

#[tokio::test(start_paused = true)]
async fn a_batch_that_works_is_handed_on_once() {
    let (batches, notices) = deliver(source(), records("abc"), |_| Ok(Value::Null)).await;
    assert_eq!(batches, ["abc"]);
    assert_eq!(notices, [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_batch_that_fails_is_tried_again_until_its_retries_are_spent() {
    let retry = Retry {
        attempts: Some(2),
        ..Retry::default()
    };
    let (batches, notices) = deliver(EventSource { retry, ..source() }, records("ab"), |_| failed()).await;
    assert_eq!(batches, ["ab", "ab", "ab"]);
    assert!(
        notices[0].contains("gives up 2 records of `Connections`"),
        "{notices:?}"
    );
    assert!(notices[0].contains("sequence-a"), "{notices:?}");
}

#[tokio::test(start_paused = true)]
async fn without_a_limit_a_batch_is_tried_until_it_works_ever_more_slowly() {
    let times = Mutex::new(Vec::new());
    let started = tokio::time::Instant::now();
    let (batches, _) = deliver(source(), records("a"), move |_| {
        let mut times = times.lock().unwrap();
        times.push(started.elapsed());
        let waits: Vec<_> = times
            .windows(2)
            .map(|pair| pair[1].saturating_sub(pair[0]))
            .collect();
        assert!(waits.is_sorted(), "{waits:?}");
        assert!(waits.iter().all(|wait| *wait >= Duration::from_millis(250)));
        if times.len() < 12 {
            failed()
        } else {
            Ok(Value::Null)
        }
    })
    .await;
    assert_eq!(batches.len(), 12);
}

#[tokio::test(start_paused = true)]
async fn bisecting_finds_the_record_that_fails_and_keeps_the_order() {
    let retry = Retry {
        attempts: Some(1),
        bisect: true,
        ..Retry::default()
    };
    let (batches, notices) = deliver(EventSource { retry, ..source() }, records("abcd"), |names| {
        if names.contains(&"c".to_owned()) {
            failed()
        } else {
            Ok(Value::Null)
        }
    })
    .await;
    assert_eq!(batches, ["abcd", "ab", "cd", "c", "c", "d"]);
    assert!(notices[0].contains("1 records"), "{notices:?}");
}

#[tokio::test(start_paused = true)]
async fn a_partial_answer_restarts_at_the_first_record_that_failed() {
    let partial = EventSource {
        reports_failures: true,
        ..source()
    };
    let (batches, _) = deliver(partial, records("abcd"), |names| {
        Ok(match names.len() {
            4 => json!({ "batchItemFailures": [
                { "itemIdentifier": "sequence-d" },
                { "itemIdentifier": "sequence-c" },
            ] }),
            _ => json!({ "batchItemFailures": [] }),
        })
    })
    .await;
    assert_eq!(batches, ["abcd", "cd"]);
}

#[tokio::test(start_paused = true)]
async fn a_partial_answer_counts_as_a_failure_of_its_first_record() {
    let partial = EventSource {
        reports_failures: true,
        retry: Retry {
            attempts: Some(1),
            ..Retry::default()
        },
        ..source()
    };
    let (batches, notices) = deliver(partial, records("ab"), |_| {
        Ok(json!({ "batchItemFailures": [{ "itemIdentifier": "sequence-b" }] }))
    })
    .await;
    assert_eq!(batches, ["ab", "b"]);
    assert_eq!(notices.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn records_that_are_too_old_are_given_up() {
    let retry = Retry {
        age: Some(Duration::from_mins(1)),
        ..Retry::default()
    };
    let mut records = records("ab");
    records[0].created -= Duration::from_mins(2);
    let (batches, notices) = deliver(EventSource { retry, ..source() }, records, |_| Ok(Value::Null)).await;
    assert_eq!(batches, ["b"]);
    assert!(notices[0].contains("too old"), "{notices:?}");
}

#[test]
fn an_answer_that_cannot_be_understood_fails_the_whole_batch() {
    let records = records("abc");
    let first = |answer: &str| first_failure(answer.as_bytes(), &records);
    for done in [
        "null",
        "{}",
        r#"{"batchItemFailures":[]}"#,
        r#"{"batchItemFailures":null}"#,
    ] {
        assert_eq!(first(done), None, "{done}");
    }
    assert_eq!(
        first(r#"{"batchItemFailures":[{"itemIdentifier":"sequence-b"}]}"#),
        Some(1)
    );
    for broken in [
        "",
        "[]",
        "\"done\"",
        r#"{"failures":[]}"#,
        r#"{"batchItemFailures":{}}"#,
        r#"{"batchItemFailures":[{"itemIdentifier":""}]}"#,
        r#"{"batchItemFailures":[{"itemIdentifier":null}]}"#,
        r#"{"batchItemFailures":[{"id":"sequence-b"}]}"#,
        r#"{"batchItemFailures":[{"itemIdentifier":"sequence-c"},{"itemIdentifier":"other"}]}"#,
    ] {
        assert_eq!(first(broken), Some(0), "{broken}");
    }
}

/// A database, and what the function got of its stream.
struct Bench {
    database: Arc<DynamoDb>,
    mappings: Mappings,
    calls: mpsc::UnboundedReceiver<Vec<String>>,
}

impl Bench {
    async fn new(source: EventSource) -> Self {
        let (events, _) = mpsc::unbounded_channel();
        let environment = environment();
        let database = DynamoDb::start(&environment, vec![table()], events.clone());
        let database = Arc::new(database.await.unwrap());
        let (sender, calls) = mpsc::unbounded_channel();
        let answer = |_: &[String]| Ok(Value::Null);
        let function = Function {
            calls: sender,
            answer,
        };
        let mappings = Mappings::start(database.clone(), Arc::new(function), vec![source], events);
        Self {
            database,
            mappings,
            calls,
        }
    }

    fn put(&self, names: &str) {
        for name in names.chars() {
            self.database.put(&item(&name.to_string(), json!({})));
        }
    }

    /// The names in the next batches, until there are as many as wanted.
    async fn names(&mut self, wanted: usize) -> Vec<String> {
        let mut batches = Vec::new();
        while batches.iter().map(String::len).sum::<usize>() < wanted {
            batches.push(self.calls.recv().await.unwrap().concat());
        }
        batches
    }
}

#[tokio::test(start_paused = true)]
async fn changes_reach_the_function_in_order_and_in_batches() {
    let mut bench = Bench::new(EventSource {
        batch_size: 2,
        ..source()
    })
    .await;
    bench.put("abcde");
    assert_eq!(bench.names(5).await, ["ab", "cd", "e"]);
    bench.put("f");
    assert_eq!(bench.names(1).await, ["f"]);
}

#[tokio::test(start_paused = true)]
async fn a_window_collects_a_batch() {
    let window = Duration::from_secs(5);
    let mut bench = Bench::new(EventSource { window, ..source() }).await;
    let started = tokio::time::Instant::now();
    bench.put("a");
    tokio::time::advance(Duration::from_secs(1)).await;
    bench.put("b");
    assert_eq!(bench.names(2).await, ["ab"]);
    assert!(started.elapsed() >= window);
}

#[tokio::test(start_paused = true)]
async fn only_records_that_match_are_handed_on() {
    let pattern = r#"{"dynamodb":{"Keys":{"connectionId":{"S":["b","d"]}}}}"#;
    let mut bench = Bench::new(EventSource {
        filters: vec![pattern.parse().unwrap()],
        ..source()
    })
    .await;
    bench.put("abcd");
    assert_eq!(bench.names(2).await.concat(), "bd");
}

#[tokio::test(start_paused = true)]
async fn parallel_batches_keep_the_order_of_each_item() {
    let mut bench = Bench::new(EventSource {
        parallel: 4,
        ..source()
    })
    .await;
    for round in 0..5 {
        for name in ["a", "b", "c"] {
            bench
                .database
                .put(&item(name, json!({ "round": { "N": round.to_string() } })));
        }
    }
    let names = bench.names(15).await.concat();
    for name in ["a", "b", "c"] {
        assert_eq!(names.matches(name).count(), 5);
    }
}

#[tokio::test(start_paused = true)]
async fn a_reload_goes_on_where_the_mapping_was() {
    let mut bench = Bench::new(source()).await;
    bench.put("a");
    assert_eq!(bench.names(1).await, ["a"]);
    bench.mappings.reload(vec![source()]);
    bench.put("b");
    assert_eq!(bench.names(1).await, ["b"]);
    bench.mappings.reload(Vec::new());
    bench.put("c");
    let newest = EventSource {
        start: StartingPosition::Newest,
        ..source()
    };
    bench.mappings.reload(vec![newest]);
    bench.put("d");
    assert_eq!(bench.names(1).await, ["d"]);
}

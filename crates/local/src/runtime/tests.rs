//! Against a real process: `examples/echo_function.rs`.

mod reload;

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use serde_json::{Value, json};
use tokio::{sync::mpsc, time::timeout};

use super::{Pool, Settings};
use crate::{Event, Invoke, InvokeError, Invoked, plan::Function};

/// Far above what anything here takes: only a failure waits that long.
const PATIENCE: Duration = Duration::from_secs(20);

/// `cargo test` builds the examples next to the tests, unless it is given the name of a test.
fn echo_binary() -> PathBuf {
    let tests = env::current_exe().unwrap();
    let profile = tests.parent().and_then(Path::parent).unwrap();
    let binary = profile.join("examples/echo_function");
    let command = "cargo build --package gatewright-local --examples";
    assert!(
        binary.exists(),
        "{} is missing: run `{command}`",
        binary.display()
    );
    binary
}

fn function() -> Function {
    Function {
        id: "Echo".to_owned(),
        name: "chat-dev-Echo".to_owned(),
        arn: "arn:aws:lambda:us-east-1:000000000000:function:chat-dev-Echo".to_owned(),
        handler: "bootstrap".to_owned(),
        memory_mb: 256,
        timeout: PATIENCE,
        reserved_concurrency: None,
        log_group: "/aws/lambda/chat-dev-Echo".to_owned(),
        variables: BTreeMap::from([("TABLE".to_owned(), "rooms".to_owned())]),
    }
}

/// A pool with one function, and a folder for its files.
struct Bench {
    pool: Arc<Pool>,
    events: mpsc::UnboundedReceiver<Event>,
    folder: PathBuf,
}

impl Bench {
    fn new(name: &str, function: Function) -> Self {
        let (sender, events) = mpsc::unbounded_channel();
        let settings = Settings::new("us-east-1", sender).redirect("DYNAMODB", "http://127.0.0.1:1");
        let folder = env::temp_dir().join(format!("gatewright-runtime-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self {
            pool: Arc::new(Pool::start(settings, [(function, echo_binary())])),
            events,
            folder,
        }
    }

    async fn invoke(&self, payload: Value) -> Result<Invoked, InvokeError> {
        let payload = Bytes::from(payload.to_string());
        timeout(PATIENCE, self.pool.invoke("Echo", payload))
            .await
            .unwrap()
    }

    async fn answer(&self, payload: Value) -> Value {
        let invoked = self.invoke(payload).await.unwrap();
        serde_json::from_slice(&invoked.payload).unwrap()
    }

    fn file(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// Begins an invocation that lasts until [`Bench::release`]; `name` keeps its files apart from others'.
    async fn hold(&self, name: &str) -> tokio::task::JoinHandle<Result<Invoked, InvokeError>> {
        let begun = self.file(name);
        let payload = json!({ "do": "wait", "begun": begun, "until": self.file("release") });
        let pool = self.pool.clone();
        let held = tokio::spawn(async move { pool.invoke("Echo", payload.to_string().into()).await });
        until(|| Path::new(&begun).exists()).await;
        held
    }

    fn release(&self) {
        fs::write(self.file("release"), "").unwrap();
    }

    async fn event(&mut self, wanted: impl Fn(&Event) -> bool) -> Event {
        let found = async {
            loop {
                let event = self.events.recv().await.unwrap();
                if wanted(&event) {
                    return event;
                }
            }
        };
        timeout(PATIENCE, found).await.unwrap()
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Waits until a condition holds.
async fn until(condition: impl Fn() -> bool) {
    let holds = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    timeout(PATIENCE, holds).await.unwrap();
}

fn number(invoked: &Invoked) -> i32 {
    serde_json::from_slice(&invoked.payload).unwrap()
}

fn lives(pid: i32) -> bool {
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::test_kill_process(pid).is_ok()
}

#[tokio::test]
async fn a_function_answers() {
    let bench = Bench::new("answers", function());
    let value = json!({ "text": "grüße", "list": [1, null, true] });
    assert_eq!(bench.answer(json!({ "do": "echo", "value": value })).await, value);
}

#[tokio::test]
async fn the_invocation_carries_its_id_deadline_arn_and_trace() {
    let bench = Bench::new("context", function());
    let invoked = bench.invoke(json!({ "do": "context" })).await.unwrap();
    let context: Value = serde_json::from_slice(&invoked.payload).unwrap();
    assert_eq!(context["requestId"], invoked.request_id.as_str());
    assert_eq!(context["arn"], function().arn.as_str());
    let now = jiff::Timestamp::now().as_millisecond();
    let left = context["deadline"].as_i64().unwrap() - now;
    assert!((0..=20_000).contains(&left), "{left}");
    assert!(context["trace"].as_str().unwrap().starts_with("Root=1-"));
}

#[tokio::test]
async fn a_process_sees_what_lambda_sets_and_its_own_variables_and_no_others() {
    let bench = Bench::new("environment", function());
    let variables = bench.answer(json!({ "do": "environment" })).await;
    let expected = [
        ("AWS_ACCESS_KEY_ID", "local"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
        ("AWS_LAMBDA_FUNCTION_NAME", "chat-dev-Echo"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
        ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/chat-dev-Echo"),
        ("AWS_REGION", "us-east-1"),
        ("TABLE", "rooms"),
        ("TZ", ":UTC"),
        ("_HANDLER", "bootstrap"),
    ];
    for (name, value) in expected {
        assert_eq!(variables[name], value, "{name}");
    }
    assert_eq!(variables["AWS_LAMBDA_MAX_CONCURRENCY"], Value::Null);
    assert_eq!(variables["CARGO_MANIFEST_DIR"], Value::Null);
}

#[tokio::test]
async fn one_process_serves_one_caller_after_the_other() {
    let bench = Bench::new("reuse", function());
    let first = bench.answer(json!({ "do": "pid" })).await;
    for _ in 0..20 {
        assert_eq!(bench.answer(json!({ "do": "pid" })).await, first);
    }
}

#[tokio::test]
async fn invocations_at_the_same_time_run_in_processes_of_their_own() {
    let bench = Bench::new("concurrent", function());
    bench.answer(json!({ "do": "pid" })).await;
    let first = bench.hold("first").await;
    let second = bench.hold("second").await;
    bench.release();
    let (first, second) = (first.await.unwrap().unwrap(), second.await.unwrap().unwrap());
    assert_ne!(number(&first), number(&second));
    assert!(!first.cold);
    assert!(second.cold, "a second process was started for it");
}

#[tokio::test]
async fn callers_above_the_number_of_processes_wait() {
    let bench = Bench::new("queue", function());
    let calls = (0..40).map(|number| bench.answer(json!({ "do": "echo", "value": number })));
    let answers = futures_util::future::join_all(calls).await;
    assert_eq!(answers, (0..40).map(|number| json!(number)).collect::<Vec<_>>());
}

#[tokio::test]
async fn above_its_reserved_concurrency_a_function_is_throttled() {
    let reserved = Function {
        reserved_concurrency: Some(1),
        ..function()
    };
    let bench = Bench::new("throttled", reserved);
    let held = bench.hold("held").await;
    assert_eq!(
        bench.invoke(json!({ "do": "pid" })).await,
        Err(InvokeError::Throttled)
    );
    bench.release();
    held.await.unwrap().unwrap();
    bench.answer(json!({ "do": "pid" })).await;
}

#[tokio::test]
async fn an_invocation_that_takes_too_long_ends_with_its_process() {
    let short = Function {
        timeout: Duration::from_secs(1),
        ..function()
    };
    let bench = Bench::new("timeout", short);
    let pid = bench.answer(json!({ "do": "pid" })).await;
    let late = bench.hold("late").await.await.unwrap().unwrap_err();
    assert_eq!(late.to_string(), "Task timed out after 1.00 seconds");
    assert!(!lives(i32::try_from(pid.as_i64().unwrap()).unwrap()));
    assert_ne!(bench.answer(json!({ "do": "pid" })).await, pid);
}

#[tokio::test]
async fn a_process_that_ends_is_replaced() {
    let bench = Bench::new("exit", function());
    let ended = bench.invoke(json!({ "do": "exit", "code": 7 })).await;
    let status = "exit status: 7".to_owned();
    assert_eq!(ended, Err(InvokeError::Exited { status }));
    bench.answer(json!({ "do": "pid" })).await;
}

#[tokio::test]
async fn errors_and_panics_are_reported_and_the_process_goes_on() {
    let bench = Bench::new("errors", function());
    let pid = bench.answer(json!({ "do": "pid" })).await;
    let failed = bench
        .invoke(json!({ "do": "fail", "message": "no such room" }))
        .await;
    assert!(matches!(&failed, Err(InvokeError::Failed { message, .. }) if message == "no such room"));
    let panicked = bench.invoke(json!({ "do": "panic" })).await;
    assert!(
        matches!(&panicked, Err(InvokeError::Failed { message, .. }) if message.contains("as asked")),
        "{panicked:?}"
    );
    assert_eq!(bench.answer(json!({ "do": "pid" })).await, pid);
}

#[tokio::test]
async fn an_answer_above_the_limit_is_an_error_and_one_below_arrives_whole() {
    let bench = Bench::new("long", function());
    let six_megabytes = 6 * 1024 * 1024;
    let answer = bench
        .answer(json!({ "do": "long", "bytes": six_megabytes }))
        .await;
    assert_eq!(answer.as_str().map(str::len), Some(six_megabytes));
    let refused = bench
        .invoke(json!({ "do": "long", "bytes": six_megabytes + 200 }))
        .await;
    assert!(
        matches!(&refused, Err(InvokeError::Failed { error_type, .. }) if error_type == "Function.ResponseSizeTooLarge"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_function_that_does_not_start_says_why_and_is_not_started_again_at_once() {
    let broken = Function {
        variables: BTreeMap::from([("REFUSE_TO_START".to_owned(), "no configuration".to_owned())]),
        ..function()
    };
    let mut bench = Bench::new("refuses", broken);
    let notice = bench.event(|event| matches!(event, Event::Notice(_))).await;
    let words = notice.to_string();
    assert!(words.contains("`Echo` does not start"), "{words}");
    assert!(words.contains("exit status: 3\n  | no configuration"), "{words}");
    let failed = bench.invoke(json!({ "do": "pid" })).await;
    let status = "exit status: 3".to_owned();
    assert_eq!(failed, Err(InvokeError::Exited { status }));
    let logged = std::iter::from_fn(|| bench.events.try_recv().ok());
    assert_eq!(
        logged.filter(|event| matches!(event, Event::Log { .. })).count(),
        0
    );
    // A reload is a new chance at once.
    bench.pool.reload([(function(), echo_binary())]);
    bench.answer(json!({ "do": "pid" })).await;
}

#[tokio::test]
async fn a_function_without_a_binary_says_so() {
    let (sender, _events) = mpsc::unbounded_channel();
    let pool = Pool::start(
        Settings::new("us-east-1", sender),
        [(function(), "/does/not/exist".into())],
    );
    let failed = pool.invoke("Echo", Bytes::new()).await.unwrap_err();
    assert!(failed.to_string().contains("could not be started"), "{failed}");
    let function = "Other".to_owned();
    assert_eq!(
        pool.invoke("Other", Bytes::new()).await,
        Err(InvokeError::NotFound { function })
    );
}

#[tokio::test]
async fn lines_of_both_outputs_arrive_under_the_functions_name() {
    let mut bench = Bench::new("log", function());
    bench.answer(json!({ "do": "log", "line": "hello" })).await;
    let mut missing = vec!["out hello", "err hello"];
    while !missing.is_empty() {
        let event = bench.event(|event| matches!(event, Event::Log { .. })).await;
        let Event::Log { function, line } = event else {
            continue;
        };
        assert_eq!(function, "Echo");
        missing.retain(|wanted| line != *wanted);
    }
}

#[tokio::test]
async fn after_a_reload_new_invocations_run_the_new_one_and_running_ones_finish() {
    let bench = Bench::new("reload", function());
    let held = bench.hold("held").await;
    let changed = Function {
        variables: BTreeMap::from([("TABLE".to_owned(), "messages".to_owned())]),
        ..function()
    };
    bench.pool.reload([(changed.clone(), echo_binary())]);
    let variables = bench.answer(json!({ "do": "environment" })).await;
    assert_eq!(variables["TABLE"], "messages");
    let pid = bench.answer(json!({ "do": "pid" })).await;
    bench.release();
    let old = number(&held.await.unwrap().unwrap());
    until(|| !lives(old)).await;
    // What did not change stays.
    bench.pool.reload([(changed, echo_binary())]);
    assert_eq!(bench.answer(json!({ "do": "pid" })).await, pid);
    // What is gone, is gone.
    bench.pool.reload([]);
    let gone = bench.invoke(json!({ "do": "pid" })).await;
    assert!(matches!(gone, Err(InvokeError::NotFound { .. })), "{gone:?}");
}

#[tokio::test]
async fn a_caller_that_gives_up_does_not_stop_the_function() {
    let bench = Bench::new("gives-up", function());
    bench.hold("held").await.abort();
    let pid = bench.answer(json!({ "do": "pid" })).await;
    bench.release();
    // The process that was held serves again once the other is busy.
    let other = bench.hold("other").await.await.unwrap().unwrap();
    assert!(number(&other) > 0);
    assert!(pid.is_number());
}

#[tokio::test]
async fn shutdown_ends_idle_and_busy_processes() {
    let bench = Bench::new("shutdown", function());
    let held = bench.hold("held").await;
    let idle = bench.invoke(json!({ "do": "pid" })).await.unwrap();
    bench.pool.shutdown().await;
    assert!(held.await.unwrap().is_err());
    assert!(!lives(number(&idle)));
    assert!(bench.invoke(json!({ "do": "pid" })).await.is_err());
}

//! A function that does what its event says: the real process of the runtime's tests.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    clippy::panic,
    reason = "lines, ends and panics of a function are what the tests look at"
)]

use std::{collections::BTreeMap, env, fs, path::Path, process, thread, time::Duration};

use lambda_runtime::{Context, Error, LambdaEvent, service_fn};
use serde::Deserialize;
use serde_json::{Value, json};

/// What an event asks for.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
enum Ask {
    /// Answer with `value`.
    Echo { value: Value },
    /// Answer with the id of this process.
    Pid,
    /// Answer with all environment variables.
    Environment,
    /// Answer with what the Runtime API said about the invocation.
    Context,
    /// Answer with a text of so many bytes.
    Long { bytes: usize },
    /// Write `begun`, wait until `until` exists, answer with the id of this process.
    Wait { begun: String, until: String },
    /// Write a line to each output.
    Log { line: String },
    /// Report an error.
    Fail { message: String },
    /// Panic.
    Panic,
    /// End the process.
    Exit { code: i32 },
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    if let Ok(words) = env::var("REFUSE_TO_START") {
        eprintln!("{words}");
        process::exit(3);
    }
    lambda_runtime::run(service_fn(handle)).await
}

async fn handle(event: LambdaEvent<Ask>) -> Result<Value, Error> {
    Ok(match event.payload {
        Ask::Echo { value } => value,
        Ask::Pid => json!(process::id()),
        Ask::Environment => json!(env::vars().collect::<BTreeMap<_, _>>()),
        Ask::Context => context(&event.context),
        Ask::Long { bytes } => json!("x".repeat(bytes)),
        Ask::Wait { begun, until } => {
            fs::write(begun, "")?;
            while !Path::new(&until).exists() {
                thread::sleep(Duration::from_millis(1));
            }
            json!(process::id())
        }
        Ask::Log { line } => {
            println!("out {line}");
            eprintln!("err {line}");
            Value::Null
        }
        Ask::Fail { message } => return Err(message.into()),
        Ask::Panic => panic!("as asked"),
        Ask::Exit { code } => process::exit(code),
    })
}

fn context(context: &Context) -> Value {
    json!({
        "requestId": context.request_id,
        "deadline": context.deadline,
        "arn": context.invoked_function_arn,
        "trace": context.xray_trace_id,
    })
}

//! What a reload does to processes that are there, and to callers that come while it happens.

use futures_util::FutureExt;

use super::*;

fn with_table(table: &str) -> Function {
    Function {
        variables: BTreeMap::from([("TABLE".to_owned(), table.to_owned())]),
        ..function()
    }
}

#[tokio::test]
async fn idle_processes_of_what_was_replaced_or_removed_end() {
    let bench = Bench::new("reload-idle", function());
    let replaced = number(&bench.invoke(json!({ "do": "pid" })).await.unwrap());
    until(|| bench.pool.has_idle("Echo")).await;
    bench.pool.reload([(with_table("messages"), echo_binary())]);
    until(|| !lives(replaced)).await;
    let removed = number(&bench.invoke(json!({ "do": "pid" })).await.unwrap());
    until(|| bench.pool.has_idle("Echo")).await;
    bench.pool.reload([]);
    until(|| !lives(removed)).await;
}

/// A message must not find that its function is gone because the next version is being looked at.
#[tokio::test]
async fn a_caller_that_comes_during_a_reload_finds_the_function() {
    let bench = Bench::new("reload-caller", function());
    let mut during = None;
    let functions = std::iter::once_with(|| {
        let payload = json!({ "do": "pid" }).to_string();
        during = bench.pool.invoke("Echo", payload.into()).now_or_never();
        (with_table("messages"), echo_binary())
    });
    bench.pool.reload(functions);
    assert_eq!(during, None, "it is on its way");
}

//! What a reload does to processes that are there, and to callers that come while it happens.

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

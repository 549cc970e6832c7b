//! The environment variables that a function's process sees.

use std::{collections::BTreeMap, env, net::SocketAddr, path::Path};

use uuid::Uuid;

use crate::plan::Function;

/// What comes from whoever runs this program: where programs and libraries are, and how much a Rust program tells.
const INHERITED: &[&str] = &["LD_LIBRARY_PATH", "PATH", "RUST_BACKTRACE", "RUST_LOG"];

/// The variables of one process; nothing else of this program's own environment reaches it.
///
/// The template's variables give way to Lambda's own, as AWS reserves those names, and to `redirections`, so that no
/// request of an SDK leaves this machine by a variable in a template.
pub(super) fn variables(
    function: &Function,
    binary: &Path,
    runtime_api: SocketAddr,
    region: &str,
    redirections: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let task_root = binary.parent().unwrap_or(binary).display().to_string();
    let day = jiff::Timestamp::now().strftime("%Y/%m/%d");
    let stream = format!("{day}/[$LATEST]{}", Uuid::new_v4().simple());
    let lambda = [
        ("AWS_ACCESS_KEY_ID", "local".to_owned()),
        ("AWS_DEFAULT_REGION", region.to_owned()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", function.memory_mb.to_string()),
        ("AWS_LAMBDA_FUNCTION_NAME", function.name.clone()),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".to_owned()),
        // `snap-start` would change the protocol.
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand".to_owned()),
        ("AWS_LAMBDA_LOG_GROUP_NAME", function.log_group.clone()),
        ("AWS_LAMBDA_LOG_STREAM_NAME", stream),
        ("AWS_LAMBDA_RUNTIME_API", runtime_api.to_string()),
        ("AWS_REGION", region.to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "local".to_owned()),
        ("AWS_SESSION_TOKEN", "local".to_owned()),
        ("LAMBDA_RUNTIME_DIR", task_root.clone()),
        ("LAMBDA_TASK_ROOT", task_root),
        ("TZ", ":UTC".to_owned()),
        ("_HANDLER", function.handler.clone()),
    ];
    let inherited = INHERITED
        .iter()
        .filter_map(|name| env::var(name).ok().map(|value| ((*name).to_owned(), value)));
    let mut variables: BTreeMap<String, String> = inherited.collect();
    variables.extend(function.variables.clone());
    variables.extend(lambda.map(|(name, value)| (name.to_owned(), value)));
    variables.extend(redirections.clone());
    variables
}

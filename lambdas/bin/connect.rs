//! The function `connect`.

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::process::ExitCode {
    lambdas::main(lambdas::connect::run()).await
}

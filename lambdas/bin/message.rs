//! The function `message`.

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::process::ExitCode {
    lambdas::main(lambdas::message::run()).await
}

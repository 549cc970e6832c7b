//! The function `greeter`.

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::process::ExitCode {
    lambdas::main(lambdas::greeter::run()).await
}

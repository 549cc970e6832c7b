//! The function `authorizer`.

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::process::ExitCode {
    lambdas::main(lambdas::authorizer::run()).await
}

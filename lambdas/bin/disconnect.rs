//! The function `disconnect`.

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::process::ExitCode {
    lambdas::main(lambdas::disconnect::run()).await
}

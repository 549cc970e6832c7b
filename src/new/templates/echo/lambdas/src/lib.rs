//! What the functions do, apart from the runtime that calls them.

use aws_lambda_events::apigw::{ApiGatewayProxyResponse, ApiGatewayWebsocketProxyRequest};
use aws_lambda_events::encodings::Body;
use lambda_runtime::{Error, LambdaEvent};

/// Answers a message with itself. On a two-way route, what `body` holds goes to the client.
pub async fn echo(
    event: LambdaEvent<ApiGatewayWebsocketProxyRequest>,
) -> Result<ApiGatewayProxyResponse, Error> {
    let mut answer = ApiGatewayProxyResponse::default();
    answer.status_code = 200;
    answer.body = event.payload.body.map(Body::Text);
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use lambda_runtime::Context;

    use super::*;

    #[tokio::test]
    async fn a_message_comes_back() {
        let mut request = ApiGatewayWebsocketProxyRequest::default();
        request.body = Some(r#"{"type":"hello"}"#.to_owned());
        let answer = echo(LambdaEvent::new(request, Context::default())).await.unwrap();
        assert_eq!(answer.status_code, 200);
        assert_eq!(answer.body, Some(Body::Text(r#"{"type":"hello"}"#.to_owned())));
    }
}

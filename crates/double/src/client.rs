//! The double as the SDK's HTTP client: the seam at which the SDK's own replay clients stand, too.

use aws_smithy_runtime_api::client::{
    http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector},
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
    runtime_components::RuntimeComponents,
};
use aws_smithy_types::body::SdkBody;
use http_body_util::BodyExt;

use crate::Double;

impl HttpConnector for Double {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let double = self.clone();
        HttpConnectorFuture::new(async move {
            let (parts, body) = request.try_into_http1x().map_err(other)?.into_parts();
            let body = body
                .collect()
                .await
                .map_err(|error| ConnectorError::other(error, None))?;
            let body = body.to_bytes().to_vec();
            let (parts, body) = double
                .answer(&http::Request::from_parts(parts, body))
                .into_parts();
            let body = SdkBody::from(body);
            HttpResponse::try_from(http::Response::from_parts(parts, body)).map_err(other)
        })
    }
}

fn other(error: aws_smithy_runtime_api::http::HttpError) -> ConnectorError {
    ConnectorError::other(error.into(), None)
}

impl HttpClient for Double {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

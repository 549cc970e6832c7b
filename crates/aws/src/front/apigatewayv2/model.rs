//! Models: what the body of a message must look like.

use cfn::{Id, Tree, Value, resource};

use super::Api;

resource! {
    /// A JSON schema for messages; `Ref` yields its id.
    ///
    /// Routes name it by its name, not by its id, so they must depend on it. A new API replaces it.
    Model = "AWS::ApiGatewayV2::Model" {
        required {
            /// The API.
            api_id: Value<Id<Api>> = "ApiId",
            /// Its name, unique in the API: letters and digits alone.
            name: Value<String> = "Name",
            /// A JSON schema of draft 4, at most 32,768 characters.
            schema: Value<Tree> = "Schema",
        }
        optional {
            /// The media type of what it describes (default `application/json`).
            content_type: Value<String> = "ContentType",
            /// What the model is for, at most 1,024 characters.
            description: Value<String> = "Description",
        }
        attributes { MODEL_ID: String = "ModelId" }
        replaces_on { "ApiId" }
    }
}

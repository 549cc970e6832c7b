//! Models: what messages must look like.

use aws::apigatewayv2;
use cfn::{Construct, Diagnostic, Handle, LogicalId, Map, Resource as _, Scope, Tree};

use super::ApiRef;

/// A JSON schema for messages, of draft 4. A message that does not fit never reaches a backend: its client gets the frame
/// `Bad request body`.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
/// let message = stack.add("Message", Function::rust("lambdas", "message"));
/// let said = Model::json(&api, r#"{
///     "type": "object",
///     "required": ["text"],
///     "properties": {"text": {"type": "string", "maxLength": 2000}}
/// }"#);
/// let said = stack.add("ChatMessage", said);
/// let route = Route::to(&message).validate(&said);
/// stack.add("Deployment", Routes::of(&api.stage("dev")).route(route_key!("chat"), route));
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
///
/// emits
///
/// ```yaml
/// ChatMessage:
///   Type: AWS::ApiGatewayV2::Model
///   Properties:
///     ApiId: !Ref Api
///     Name: ChatMessage
///     Schema: { $schema: http://json-schema.org/draft-04/schema#, type: object, required: [text], properties: … }
///     ContentType: application/json
/// ChatRoute:
///   Type: AWS::ApiGatewayV2::Route
///   DependsOn: [ChatMessage]
///   Properties: { ApiId: !Ref Api, RouteKey: chat, ModelSelectionExpression: \$default, RequestModels: { $default: ChatMessage }, … }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Model {
    api: ApiRef,
    schema: Result<Tree, String>,
    description: Option<String>,
}

/// A model of the stack.
#[derive(Clone, Debug)]
pub struct ModelRef {
    handle: Handle<apigatewayv2::Model>,
    api: LogicalId,
    frozen: Map,
}

/// What a schema of draft 4 begins with.
const DRAFT: &str = "http://json-schema.org/draft-04/schema#";

/// The longest schema, in characters.
const LONGEST: usize = 32_768;

impl Model {
    /// A schema as a tree.
    pub fn new(api: &ApiRef, schema: impl Into<Tree>) -> Self {
        Self {
            api: api.clone(),
            schema: Ok(schema.into()),
            description: None,
        }
    }

    /// A schema as JSON text, `include_str!("chat.schema.json")` for one.
    pub fn json(api: &ApiRef, schema: &str) -> Self {
        Self {
            schema: Tree::from_json(schema).map_err(|error| error.to_string()),
            ..Self::new(api, Tree::map())
        }
    }

    /// What the model is for, at most 1,024 characters.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    fn findings(&self, id: &str) -> Vec<Diagnostic> {
        let finding = |code, message: String, hint: &str| Diagnostic::error(code, message).on(id).hint(hint);
        let schema = match &self.schema {
            Err(error) => {
                let message = format!("the schema of `{id}` is not JSON: {error}");
                return vec![finding("GW120", message, "correct it there")];
            }
            Ok(schema) if schema.as_map().is_none() => {
                let message = format!("the schema of `{id}` is {}, not an object", schema.kind());
                return vec![finding(
                    "GW120",
                    message,
                    r#"write `{"type": "object"}` at least"#,
                )];
            }
            Ok(schema) => schema,
        };
        let length = schema.to_json_line().chars().count();
        let long = (length > LONGEST).then(|| {
            let message =
                format!("the schema of `{id}` has {length} characters; API Gateway takes {LONGEST}");
            finding("GW121", message, "validate the rest in the function")
        });
        let later = apigatewayv2::Model::later_words(schema).into_iter().map(|word| {
            let message = format!(
                "the schema of `{id}` uses `{word}`, which draft 4 does not know: it would be passed over"
            );
            finding(
                "GW122",
                message,
                "say it with `enum`, `oneOf`, `definitions` or `dependencies`, or check it in the function",
            )
        });
        long.into_iter().chain(later).collect()
    }
}

/// The schema, with the draft that it is of.
fn drafted(schema: &Tree) -> Tree {
    let mut map = Map::from_iter([("$schema".to_owned(), Tree::from(DRAFT))]);
    map.extend(schema.as_map().cloned().unwrap_or_default());
    Tree::Map(map)
}

impl Construct for Model {
    type Output = ModelRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> ModelRef {
        for finding in self.findings(id) {
            scope.report(finding);
        }
        let schema = self.schema.unwrap_or_else(|_| Tree::map());
        let mut model = apigatewayv2::Model::new(self.api.handle(), id, drafted(&schema))
            .content_type("application/json");
        if let Some(text) = self.description {
            model = model.description(text);
        }
        ModelRef {
            frozen: model.clone().into_properties(),
            handle: scope.add(id, model),
            api: self.api.handle().logical_id().clone(),
        }
    }
}

impl ModelRef {
    /// The resource.
    pub fn handle(&self) -> &Handle<apigatewayv2::Model> {
        &self.handle
    }

    /// Its name, by which routes know it.
    pub fn name(&self) -> &str {
        self.handle.logical_id().as_str()
    }

    /// The API that it belongs to.
    pub(crate) fn api(&self) -> &LogicalId {
        &self.api
    }

    /// What a deployment freezes of it.
    pub(crate) fn frozen(&self) -> &Map {
        &self.frozen
    }
}

/// Which messages of a route must fit which model.
#[derive(Clone, Debug, Default)]
pub(crate) struct Validation {
    pub(crate) expression: Option<String>,
    pub(crate) models: Vec<(String, ModelRef)>,
}

impl Validation {
    /// The property that chooses the model.
    pub(crate) fn expression(&self) -> &str {
        self.expression.as_deref().unwrap_or(r"\$default")
    }
}

#[cfg(test)]
mod tests;

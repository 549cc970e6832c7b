//! `AWS::Serverless::WebSocketApi`: the API, a route with integration and permission per key, and a stage that deploys
//! by itself.

use cfn::{Map, Tree};

use super::{Making, map};

/// The stage that the transform makes where the template names none.
const DEFAULT_STAGE: &str = "default";

/// Properties that belong to the stage.
const OF_STAGE: [&str; 4] = [
    "AccessLogSettings",
    "DefaultRouteSettings",
    "RouteSettings",
    "StageVariables",
];

/// Properties that the API takes as they are.
const OF_API: [&str; 6] = [
    "ApiKeySelectionExpression",
    "Description",
    "DisableExecuteApiEndpoint",
    "DisableSchemaValidation",
    "IpAddressType",
    "RouteSelectionExpression",
];

/// Properties that a route takes as they are.
const OF_ROUTE: [&str; 6] = [
    "ApiKeyRequired",
    "ModelSelectionExpression",
    "OperationName",
    "RequestModels",
    "RequestParameters",
    "RouteResponseSelectionExpression",
];

pub(super) fn make(making: &mut Making<'_>) {
    let id = making.id;
    let mut api = passed(&making.properties, &OF_API);
    api.insert(
        "Name".to_owned(),
        making.property("Name").unwrap_or_else(|| id.into()),
    );
    api.insert("ProtocolType".to_owned(), "WEBSOCKET".into());
    making.itself("AWS::ApiGatewayV2::Api", api);
    let stage = making
        .property("StageName")
        .unwrap_or_else(|| DEFAULT_STAGE.into());
    let routes = match making.property("Routes") {
        Some(Tree::Map(routes)) => routes,
        _ => Map::new(),
    };
    for (key, spec) in &routes {
        route(making, key, spec, &stage);
    }
    let mut properties = passed(&making.properties, &OF_STAGE);
    properties.insert("ApiId".to_owned(), Tree::single("Ref", id));
    properties.insert("AutoDeploy".to_owned(), true.into());
    properties.insert("StageName".to_owned(), stage.clone());
    let named = match stage.as_str() {
        Some(DEFAULT_STAGE) => "Default",
        Some(name) => name,
        None => "",
    };
    // Whatever the transform does with other characters, a finding on the name is on the name.
    let named: String = named.chars().filter(char::is_ascii_alphanumeric).collect();
    making.another(
        format!("{id}{named}Stage"),
        "AWS::ApiGatewayV2::Stage",
        properties,
        "StageName",
    );
    authorizer(making);
}

fn passed(from: &Map, names: &[&str]) -> Map {
    let entries = from.iter().filter(|(name, _)| names.contains(&name.as_str()));
    entries
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn route(making: &mut Making<'_>, key: &str, spec: &Tree, stage: &Tree) {
    let id = making.id;
    let mut letters = key.chars().filter(char::is_ascii_alphanumeric);
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let base = format!(
        "{id}{}{}",
        first.map(String::from).unwrap_or_default(),
        letters.collect::<String>().to_lowercase()
    );
    let from = format!("Routes.{key}");
    let function = spec.get("FunctionArn").cloned().unwrap_or_default();
    let api = Tree::single("Ref", id);

    let mut properties = passed(spec.as_map().unwrap_or(&Map::new()), &OF_ROUTE);
    properties.insert("ApiId".to_owned(), api.clone());
    properties.insert("RouteKey".to_owned(), key.into());
    let target = Tree::single("Fn::Sub", format!("integrations/${{{base}Integration}}"));
    properties.insert("Target".to_owned(), target);
    let auth = making.property("Auth").filter(|_| key == "$connect");
    if let Some(kind) = auth.as_ref().and_then(|auth| auth.get("AuthType")) {
        properties.insert("AuthorizationType".to_owned(), kind.clone());
        if kind.as_str() == Some("CUSTOM") {
            let authorizer = Tree::single("Ref", format!("{id}ConnectAuthorizer"));
            properties.insert("AuthorizerId".to_owned(), authorizer);
        }
    }
    making.another(
        format!("{base}Route"),
        "AWS::ApiGatewayV2::Route",
        properties,
        &from,
    );

    let mut integration = Map::from_iter([
        ("ApiId".to_owned(), api),
        ("IntegrationType".to_owned(), "AWS_PROXY".into()),
        ("IntegrationUri".to_owned(), uri(function.clone())),
    ]);
    if let Some(timeout) = spec.get("IntegrationTimeout") {
        integration.insert("TimeoutInMillis".to_owned(), timeout.clone());
    }
    let kind = "AWS::ApiGatewayV2::Integration";
    making.another(format!("{base}Integration"), kind, integration, &from);

    let source = format!(
        "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{id}}}/${{Stage}}/{key}"
    );
    permission(
        making,
        format!("{base}Permission"),
        function,
        with(source, "Stage", stage.clone()),
        &from,
    );
}

fn authorizer(making: &mut Making<'_>) {
    let id = making.id;
    let auth = making.property("Auth").unwrap_or_default();
    let part = |name: &str| auth.get(name).cloned();
    let Some(function) = part("AuthArn") else {
        return;
    };
    let authorizer = format!("{id}ConnectAuthorizer");
    let mut properties = Map::from_iter([
        ("ApiId".to_owned(), Tree::single("Ref", id)),
        ("AuthorizerType".to_owned(), "REQUEST".into()),
        ("AuthorizerUri".to_owned(), uri(function.clone())),
        (
            "Name".to_owned(),
            part("Name").unwrap_or_else(|| authorizer.as_str().into()),
        ),
    ]);
    for (from, to) in [
        ("IdentitySource", "IdentitySource"),
        ("InvokeRole", "AuthorizerCredentialsArn"),
    ] {
        if let Some(value) = part(from) {
            properties.insert(to.to_owned(), value);
        }
    }
    making.another(
        authorizer.clone(),
        "AWS::ApiGatewayV2::Authorizer",
        properties,
        "Auth",
    );
    if part("InvokeRole").is_none() {
        let source = format!(
            "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{id}}}/authorizers/${{{authorizer}}}"
        );
        let source = Tree::single("Fn::Sub", source);
        permission(
            making,
            format!("{id}AuthorizerPermission"),
            function,
            source,
            "Auth",
        );
    }
}

fn permission(making: &mut Making<'_>, id: String, function: Tree, source: Tree, from: &str) {
    let properties = map([
        ("Action", "lambda:InvokeFunction".into()),
        ("FunctionName", function),
        ("Principal", "apigateway.amazonaws.com".into()),
        ("SourceArn", source),
    ]);
    making.another(id, "AWS::Lambda::Permission", properties, from);
}

fn uri(function: Tree) -> Tree {
    let text = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function}/invocations";
    with(text.to_owned(), "Function", function)
}

/// `Fn::Sub` with one variable.
fn with(text: String, name: &str, value: Tree) -> Tree {
    let variables = map([(name, value)]);
    Tree::single("Fn::Sub", Tree::List(vec![text.into(), variables]))
}

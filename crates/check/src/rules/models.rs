//! Which messages a route takes: models, and the expression that selects one.

use cfn::{Severity, Tree};

use super::expression::Expression;
use crate::{Api, Finding, Found, Model, Route, Rule, is_known, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW278",
        Error,
        "A route validates by a model that its API does not have",
        unknown
    ),
    rule!(
        "GW279",
        Warning,
        "Models and the expression that selects one do not fit",
        selection
    ),
    rule!(
        "GW280",
        Error,
        "A model whose schema is no JSON schema of draft 4",
        schema
    ),
];

fn routes<'a, 'm>(model: &'a Model<'m>) -> impl Iterator<Item = (&'a Api<'m>, &'a Route<'m>)> {
    model
        .apis
        .iter()
        .flat_map(|api| api.routes.iter().map(move |route| (api, route)))
}

fn unknown(model: &Model<'_>, found: &mut Found) {
    for (api, route) in routes(model) {
        for (key, name) in route.resource.entries("RequestModels") {
            if let Some((problem, hint)) = name.as_str().and_then(|name| fault(api, name)) {
                let message = format!("API Gateway refuses the route: {problem}");
                let finding = Finding::new(route.resource, message).property(format!("RequestModels.{key}"));
                found.add(finding.hint(hint));
            }
        }
    }
}

/// Why a text is not the name of a model of this API, and what to write.
fn fault(api: &Api<'_>, text: &str) -> Option<(String, String)> {
    if let Some(model) = api.models.iter().find(|model| model.reference == text) {
        let problem = format!("`Ref` of `{}` yields its id, and the name is asked for", model.id);
        let own = model.known("Name").unwrap_or("the model's name");
        return Some((problem, format!("write `{own}`")));
    }
    let own: Option<Vec<&str>> = api.models.iter().map(|model| model.known("Name")).collect();
    let own = own.filter(|own| is_known(text) && !own.contains(&text))?;
    let hint = cfn::nearest(text, own).map_or_else(
        || format!("add an `AWS::ApiGatewayV2::Model` with the name `{text}`"),
        |near| format!("did you mean `{near}`?"),
    );
    Some((
        format!("`{}` has no model called `{text}`", api.resource.id),
        hint,
    ))
}

fn selection(model: &Model<'_>, found: &mut Found) {
    for (_, route) in routes(model) {
        let expression = route
            .resource
            .get("ModelSelectionExpression")
            .map(|it| it.as_str().unwrap_or("‹›"));
        let keys: Vec<&str> = route
            .resource
            .entries("RequestModels")
            .map(|(key, _)| key)
            .collect();
        let of = |property| move |message: String| Finding::new(route.resource, message).property(property);
        found.add(match (expression, keys.as_slice()) {
            (None, [_, ..]) => of("RequestModels")(
                "no message is validated: the route has models and no expression that selects one".to_owned(),
            )
            .hint(r"set `ModelSelectionExpression: \$default` and call the model's key `$default`"),
            (Some(_), []) if route.resource.get("RequestModels").is_none() => of("ModelSelectionExpression")(
                "no message is validated: the route selects a model and has none".to_owned(),
            )
            .severity(Severity::Info)
            .hint("set `RequestModels`, or remove the expression"),
            (Some(expression), [_, ..]) if is_known(expression) && Expression::parse(expression) == Expression::Constant => {
                let key = expression.replace("\\$", "$");
                if keys.iter().any(|known| *known == key || *known == "$default") {
                    continue;
                }
                of("ModelSelectionExpression")(format!(
                    "every message is refused as a bad request body: `{key}` is always selected, and there is no such model"
                ))
                .hint(format!("call the key of the model `{key}` or `$default`"))
            }
            _ => continue,
        });
    }
}

fn schema(model: &Model<'_>, found: &mut Found) {
    for resource in model.apis.iter().flat_map(|api| &api.models) {
        let read = match resource.get("Schema") {
            Some(Tree::String(text)) if is_known(text) => match Tree::from_json(text) {
                Ok(tree) => tree,
                Err(error) => {
                    let message = format!("API Gateway refuses the model: its schema is no JSON, {error}");
                    found.add(
                        Finding::new(resource, message)
                            .property("Schema")
                            .hint("write the schema as YAML or JSON"),
                    );
                    continue;
                }
            },
            Some(tree @ Tree::Map(_)) => tree.clone(),
            _ => continue,
        };
        let draft = read.get("$schema").and_then(Tree::as_str);
        if let Some(draft) = draft.filter(|draft| is_known(draft) && !draft.contains("draft-04")) {
            let message =
                format!("words of `{draft}` are passed over or refused: API Gateway validates by draft 4");
            let finding = Finding::new(resource, message)
                .property("Schema")
                .severity(Severity::Warning);
            found.add(finding.hint("write `$schema: http://json-schema.org/draft-04/schema#`"));
        }
    }
}

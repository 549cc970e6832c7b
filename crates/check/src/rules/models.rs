//! Which messages a route takes: models, and the expression that selects one.

use std::collections::{HashMap, HashSet};

use cfn::{Severity, Tree};

use super::expression::Expression;
use crate::{Api, Finding, Found, Model, Resource, Rule, is_known, rule};

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

fn unknown(model: &Model<'_>, found: &mut Found) {
    for api in &model.apis {
        let names = Names::of(api);
        for route in &api.routes {
            for (key, name) in route.resource.entries("RequestModels") {
                if let Some((problem, hint)) = name.as_str().and_then(|name| names.fault(name)) {
                    let message = format!("API Gateway refuses the route: {problem}");
                    let finding =
                        Finding::new(route.resource, message).property(format!("RequestModels.{key}"));
                    found.add(finding.hint(hint));
                }
            }
        }
    }
}

/// The models of an API by what names them.
struct Names<'a> {
    api: &'a str,
    by_id: HashMap<&'a str, &'a Resource<'a>>,
    /// None where the name of one is not known.
    known: Option<HashSet<&'a str>>,
}

impl<'a> Names<'a> {
    fn of(api: &'a Api<'_>) -> Self {
        let by_id = api.models.iter().map(|model| (model.reference.as_str(), *model));
        Self {
            api: api.resource.id,
            by_id: by_id.collect(),
            known: api.models.iter().map(|model| model.known("Name")).collect(),
        }
    }

    /// Why a text is not the name of one of them, and what to write.
    fn fault(&self, text: &str) -> Option<(String, String)> {
        if let Some(model) = self.by_id.get(text) {
            let problem = format!("`Ref` of `{}` yields its id, and the name is asked for", model.id);
            let own = model.known("Name").unwrap_or("the model's name");
            return Some((problem, format!("write `{own}`")));
        }
        let names = self.known.as_ref()?;
        if !is_known(text) || names.contains(text) {
            return None;
        }
        let hint = cfn::nearest(text, names.iter().copied()).map_or_else(
            || format!("add an `AWS::ApiGatewayV2::Model` with the name `{text}`"),
            |near| format!("did you mean `{near}`?"),
        );
        Some((format!("`{}` has no model called `{text}`", self.api), hint))
    }
}

fn selection(model: &Model<'_>, found: &mut Found) {
    for route in model.apis.iter().flat_map(|api| &api.routes) {
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
        let fault = match resource.get("Schema") {
            Some(Tree::String(text)) if is_known(text) => match Tree::from_json(text) {
                Ok(schema) => beyond_draft_4(&schema),
                Err(error) => Some((
                    Severity::Error,
                    format!("API Gateway refuses the model: its schema is no JSON, {error}"),
                    "write the schema as YAML or JSON",
                )),
            },
            Some(schema @ Tree::Map(_)) => beyond_draft_4(schema),
            _ => None,
        };
        if let Some((severity, message, hint)) = fault {
            let finding = Finding::new(resource, message).property("Schema");
            found.add(finding.severity(severity).hint(hint));
        }
    }
}

/// What a schema asks for that draft 4 does not have.
fn beyond_draft_4(schema: &Tree) -> Option<(Severity, String, &'static str)> {
    let draft = schema.get("$schema").and_then(Tree::as_str);
    if let Some(draft) = draft.filter(|draft| is_known(draft) && !draft.contains("draft-04")) {
        return Some((
            Severity::Warning,
            format!("words of `{draft}` are passed over or refused: API Gateway validates by draft 4"),
            "write `$schema: http://json-schema.org/draft-04/schema#`",
        ));
    }
    let later = aws::apigatewayv2::Model::later_words(schema);
    let word = later.first()?;
    Some((
        Severity::Warning,
        format!(
            "messages that `{word}` forbids get through: API Gateway validates by draft 4, which does not know it"
        ),
        "say it with `enum`, `oneOf`, `definitions` or `dependencies`",
    ))
}

//! API keys: where they are asked for, and the plans that make them count.

use crate::{Api, Finding, Found, Model, Route, Rule, Stage, is_known, items, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW247",
        Warning,
        "An API key is required, and no usage plan covers the stage",
        without_plan
    ),
    rule!(
        "GW248",
        Warning,
        "An API key is required on a route other than $connect",
        off_connect
    ),
];

fn with_key<'a>(api: &'a Api<'_>) -> impl Iterator<Item = &'a Route<'a>> {
    api.routes
        .iter()
        .filter(|route| route.resource.flag("ApiKeyRequired") == Some(true))
}

fn without_plan(model: &Model<'_>, found: &mut Found) {
    for api in model.apis.iter().filter(|_| !model.is_open()) {
        let uncovered: Vec<&str> = api
            .stages
            .iter()
            .filter(|stage| !is_covered(model, api, stage))
            .map(|stage| stage.resource.id)
            .collect();
        let Some(first) = uncovered.first() else { continue };
        for route in with_key(api) {
            let message = format!(
                "everybody gets 403 at `{first}`: the route wants an API key, and no usage plan has the stage"
            );
            let finding = Finding::new(route.resource, message).property("ApiKeyRequired");
            found.add(finding.hint(format!(
                "add an `AWS::ApiGateway::UsagePlan` with `ApiStages: [{{ApiId: !Ref {}, Stage: !Ref {first}}}]`",
                api.resource.id
            )));
        }
    }
}

fn is_covered(model: &Model<'_>, api: &Api<'_>, stage: &Stage<'_>) -> bool {
    let plans = model.of_type("AWS::ApiGateway::UsagePlan");
    let mut covered = plans
        .iter()
        .flat_map(|plan| plan.get("ApiStages").map_or(&[][..], items));
    covered.any(|entry| {
        let text = |key| entry.get(key).and_then(cfn::Tree::as_str);
        // What leads out of the template may be anything.
        let is = |text: Option<&str>, kind: &str, own: &str| {
            text.is_none_or(|text| text == own || (!is_known(text) && model.named(kind, text).is_none()))
        };
        is(text("ApiId"), "AWS::ApiGatewayV2::Api", &api.resource.reference)
            && is(
                text("Stage"),
                "AWS::ApiGatewayV2::Stage",
                &stage.resource.reference,
            )
    })
}

fn off_connect(model: &Model<'_>, found: &mut Found) {
    for route in model.apis.iter().flat_map(with_key) {
        if let Some(key) = route.key.filter(|key| *key != "$connect") {
            let message =
                format!("messages for `{key}` carry no API key: it comes with the handshake, in a header");
            let finding = Finding::new(route.resource, message).property("ApiKeyRequired");
            found.add(finding.hint("set `ApiKeyRequired: true` on `$connect`, and remove it here"));
        }
    }
}

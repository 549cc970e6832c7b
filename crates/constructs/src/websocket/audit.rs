//! What only the whole stack shows about an API.

use std::collections::BTreeMap;

use cfn::{Diagnostic, Template, Tree};

/// A quota of API Gateway: stages per API, and authorizers per API. Both can be raised.
const PER_API: usize = 10;

/// Everything that is wrong around the API with this logical id. All are warnings: another stack may hold what is missed
/// here, and quotas can be raised.
pub(crate) fn of_api(template: &Template, api: &str) -> Vec<Diagnostic> {
    let parts = Parts { template, api };
    let mut findings = parts.missing_stages();
    findings.extend(parts.too_many());
    if parts.is_closed() {
        findings.extend(parts.closed_addresses());
        findings.extend(parts.unreachable_stages());
    }
    findings.extend(parts.keys_without_plan());
    findings
}

/// A template, seen from one of its APIs.
struct Parts<'a> {
    template: &'a Template,
    api: &'a str,
}

impl<'a> Parts<'a> {
    /// The API's resources of one type.
    fn of_type(&self, cfn_type: &'static str) -> impl Iterator<Item = (&'a str, &'a Tree)> {
        let resources = self.template.of_type(cfn_type);
        resources.filter(|(_, body)| self.is_api(body.at(&["Properties", "ApiId"])))
    }

    fn is_api(&self, value: Option<&Tree>) -> bool {
        value.and_then(|value| value.get("Ref")).and_then(Tree::as_str) == Some(self.api)
    }

    /// Texts of resources, each with the id of its resource.
    fn texts(&self) -> Vec<(&'a str, &'a str)> {
        let mut texts = Vec::new();
        for (id, body) in self.template.resources() {
            let mut of_resource = Vec::new();
            collect_texts(body, &mut of_resource);
            texts.extend(of_resource.into_iter().map(|text| (id, text)));
        }
        texts
    }

    /// Grants and addresses of stages that nothing makes.
    fn missing_stages(&self) -> Vec<Diagnostic> {
        let made: Vec<&str> = self
            .of_type("AWS::ApiGatewayV2::Stage")
            .filter_map(|(_, body)| body.at(&["Properties", "StageName"])?.as_str())
            .collect();
        let api = format!("${{{}}}", self.api);
        let is_permission = |id| self.template.type_of(id) == Some("AWS::Lambda::Permission");
        let mut missed = BTreeMap::new();
        for (id, text) in self.texts() {
            if let Some(stage) = named_stage(text, &api)
                && !made.contains(&stage)
                && !(stage == "*" && is_permission(id))
            {
                missed.entry(stage).or_insert(id);
            }
        }
        let missed = missed.into_iter().map(|(stage, id)| {
            let message = format!("`{id}` names the stage `{stage}` of `{}`, which nothing makes", self.api);
            let finding = Diagnostic::warning("GW132", message).on(id);
            finding.hint("add it with `Stage::new(&routes)`, or with `Stage::of(&routes, &stage)` where it is not the first")
        });
        missed.collect()
    }

    fn too_many(&self) -> Vec<Diagnostic> {
        let kinds = [
            ("stages", "AWS::ApiGatewayV2::Stage"),
            ("authorizers", "AWS::ApiGatewayV2::Authorizer"),
        ];
        let counted = kinds.map(|(what, cfn_type)| (what, self.of_type(cfn_type).count()));
        let over = counted.into_iter().filter(|(_, count)| *count > PER_API);
        over.map(|(what, count)| {
            let message = format!(
                "`{}` has {count} {what}; the quota is {PER_API} per API",
                self.api
            );
            let finding = Diagnostic::warning("GW133", message).on(self.api);
            finding.hint("ask for a higher quota before you deploy, or divide the API")
        })
        .collect()
    }

    /// Whether the default address is disabled.
    fn is_closed(&self) -> bool {
        let path = ["Resources", self.api, "Properties", "DisableExecuteApiEndpoint"];
        self.template.tree().at(&path) == Some(&Tree::Bool(true))
    }

    /// Stages behind no domain.
    fn unreachable_stages(&self) -> Vec<Diagnostic> {
        let mapped: Vec<&str> = self
            .of_type("AWS::ApiGatewayV2::ApiMapping")
            .filter_map(|(_, body)| body.at(&["Properties", "Stage", "Ref"])?.as_str())
            .collect();
        let stages = self.of_type("AWS::ApiGatewayV2::Stage");
        let unreachable = stages.filter(|(id, _)| !mapped.contains(id)).map(|(id, _)| {
            let message = format!(
                "nobody reaches `{id}`: the default address of `{}` is disabled, and no domain leads here",
                self.api
            );
            let finding = Diagnostic::warning("GW144", message).on(id);
            finding.hint("name it behind a domain: `api.stage(\"live\").behind(domain.root())`")
        });
        unreachable.collect()
    }

    /// Somebody is sent to an address that the API refuses.
    fn closed_addresses(&self) -> Vec<Diagnostic> {
        let address = format!("${{{}}}.execute-api.", self.api);
        let texts = self.texts().into_iter();
        let mut ids: Vec<&str> = texts
            .filter_map(|(id, text)| text.contains(&address).then_some(id))
            .collect();
        ids.dedup();
        let sent = ids.into_iter().map(|id| {
            let message = format!(
                "`{id}` is given the default address of `{}`, which is disabled",
                self.api
            );
            let finding = Diagnostic::warning("GW134", message).on(id);
            finding
                .hint("name the stage behind its domain first: `api.stage(\"live\").behind(domain.root())`")
        });
        sent.collect()
    }

    /// A route that asks for keys which no plan gives to any stage.
    fn keys_without_plan(&self) -> Vec<Diagnostic> {
        let plans = self.template.of_type("AWS::ApiGateway::UsagePlan");
        let mut stages = plans
            .filter_map(|(_, body)| body.at(&["Properties", "ApiStages"])?.as_list())
            .flatten();
        if stages.any(|stage| self.is_api(stage.get("ApiId"))) {
            return Vec::new();
        }
        let asking = self
            .of_type("AWS::ApiGatewayV2::Route")
            .filter(|(_, body)| body.at(&["Properties", "ApiKeyRequired"]) == Some(&Tree::Bool(true)));
        let refused = asking.map(|(id, _)| {
            let message = format!(
                "`{id}` asks for an API key, and no usage plan has a stage of `{}`",
                self.api
            );
            let finding = Diagnostic::warning("GW135", message).on(id);
            finding.hint("everybody gets 403: add `UsagePlan::of(&stage).key(&key)`")
        });
        refused.collect()
    }
}

fn collect_texts<'a>(tree: &'a Tree, texts: &mut Vec<&'a str>) {
    match tree {
        Tree::String(text) => texts.push(text),
        Tree::List(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        Tree::Map(map) => map.values().for_each(|value| collect_texts(value, texts)),
        Tree::Null | Tree::Bool(_) | Tree::Int(_) | Tree::Float(_) => {}
    }
}

/// The stage that an ARN or an address names behind the hole of the API.
fn named_stage<'a>(text: &'a str, api: &str) -> Option<&'a str> {
    let (before, after) = text.split_once(api)?;
    let path = match after.strip_prefix('/') {
        Some(path) if before.contains(":execute-api:") => path,
        _ => after.strip_prefix(".execute-api.")?.split_once('/')?.1,
    };
    let stage = path.split('/').next()?;
    (stage != "authorizers").then_some(stage)
}

#[cfg(test)]
mod tests;

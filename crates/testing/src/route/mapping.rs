//! The mapping templates of a route's integration, tried on an event.

use cfn::Tree;

use crate::{
    Resource, Synthesized,
    fail::{fail, unknown},
};

/// A mapping template of the stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The integration, or the integration response, that holds it.
    holder: String,
    text: String,
}

impl Synthesized {
    /// The request template of a route's integration; fails the test if it has none, or several: then name it by
    /// [`Self::request_template_named`].
    #[track_caller]
    pub fn request_template(&self, route_key: &str) -> Mapping {
        only(self.integration(route_key), "RequestTemplates")
    }

    /// The request template that the route's template selection expression names.
    #[track_caller]
    pub fn request_template_named(&self, route_key: &str, name: &str) -> Mapping {
        named(self.integration(route_key), "RequestTemplates", name)
    }

    /// The template of an integration response of the route, by the response's key, such as `$default` or `/400/`.
    #[track_caller]
    pub fn response_template(&self, route_key: &str, response_key: &str) -> Mapping {
        let integration = self.integration(route_key);
        let id = self
            .concrete()
            .reference(integration.id())
            .unwrap_or_default()
            .to_owned();
        let responses = self.of_type("AWS::ApiGatewayV2::IntegrationResponse");
        only(
            responses
                .with("IntegrationId", id)
                .with("IntegrationResponseKey", response_key)
                .one(),
            "ResponseTemplates",
        )
    }

    /// The integration that a route is bound to; fails the test if there is none in the template.
    #[track_caller]
    pub fn integration(&self, route_key: &str) -> Resource<'_> {
        let route = self.route(route_key);
        let target = route.text("Target").unwrap_or_default();
        let id = target.strip_prefix("integrations/").unwrap_or(&target);
        match self.concrete().id_of(id).and_then(|id| self.find(id)) {
            Some(integration) => integration,
            None => fail(&format!(
                "the target of `{}`, `{target}`, is no integration of this template",
                route.id()
            )),
        }
    }
}

impl Mapping {
    /// The template's text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the template makes of an event: JSON in the shape that a Lambda proxy integration gets. Fails the test if
    /// it does not parse or does not render.
    #[track_caller]
    pub fn render(&self, event: &str) -> String {
        match vtl::render(&self.text, event) {
            Ok(text) => text,
            Err(failure) => fail(&format!(
                "the mapping template of `{}` fails\n{failure}",
                self.holder
            )),
        }
    }
}

#[track_caller]
fn only(holder: Resource<'_>, property: &str) -> Mapping {
    let templates = holder.property(property).and_then(Tree::as_map);
    match templates
        .map(|templates| templates.keys().collect::<Vec<_>>())
        .as_deref()
    {
        Some([name]) => named(holder, property, name),
        Some([_, ..]) => fail(&format!(
            "`{}` has several {property}\nhint: name one",
            holder.id()
        )),
        _ => fail(&format!("`{}` has no {property}", holder.id())),
    }
}

#[track_caller]
fn named(holder: Resource<'_>, property: &str, name: &str) -> Mapping {
    let templates = holder.property(property).and_then(Tree::as_map);
    let Some(template) = templates.and_then(|templates| templates.get(name)) else {
        let names: Vec<&str> = templates
            .into_iter()
            .flat_map(|map| map.keys().map(String::as_str))
            .collect();
        unknown("mapping template", name, &names)
    };
    Mapping {
        holder: holder.id().to_owned(),
        text: holder.of.text(template),
    }
}

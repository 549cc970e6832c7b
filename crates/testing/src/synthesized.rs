//! The template under test.

use cfn::{Concrete, Resource as Table, Stack, Template, Tree};

use crate::{
    Found, Resource,
    fail::{fail, unknown},
};

/// A synthesized template, and beside it the same template [made concrete](cfn::concrete()).
///
/// Functions stay visible where a test looks at properties. Where it compares text, each function stands for its value
/// in account 111122223333 and region `us-east-1`, or for a token such as `‹Api›`.
#[derive(Clone, Debug)]
pub struct Synthesized {
    template: Template,
    concrete: Concrete,
}

impl Synthesized {
    /// Synthesizes the stack; fails the test with all findings if that is refused.
    #[track_caller]
    pub fn of(stack: Stack) -> Self {
        match stack.synth() {
            Ok(template) => template.into(),
            Err(findings) => fail(&format!("the stack does not synthesize\n{findings}")),
        }
    }

    /// The template, functions and all.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// The template with plain values.
    pub fn concrete(&self) -> &Concrete {
        &self.concrete
    }

    /// The resources of a type that has a table.
    pub fn all<R: Table>(&self) -> Found<'_> {
        self.of_type(R::INFO.cfn_type)
    }

    /// The resources of any type.
    pub fn of_type(&self, cfn_type: &str) -> Found<'_> {
        Found::new(self, cfn_type)
    }

    /// The resource with this logical id; fails the test if there is none.
    #[track_caller]
    pub fn resource(&self, id: &str) -> Resource<'_> {
        match self.find(id) {
            Some(resource) => resource,
            None => unknown("resource", id, &self.names("Resources")),
        }
    }

    pub(crate) fn find(&self, id: &str) -> Option<Resource<'_>> {
        let mut resources = self.template.resources();
        let (id, body) = resources.find(|(name, _)| *name == id)?;
        Some(Resource { of: self, id, body })
    }

    /// The value of an output; fails the test if there is none of this name.
    #[track_caller]
    pub fn output(&self, name: &str) -> &Tree {
        match self.template.tree().at(&["Outputs", name, "Value"]) {
            Some(value) => value,
            None => unknown("output", name, &self.names("Outputs")),
        }
    }

    /// The declaration of a parameter; fails the test if there is none of this name.
    #[track_caller]
    pub fn parameter(&self, name: &str) -> &Tree {
        match self.template.tree().at(&["Parameters", name]) {
            Some(declaration) => declaration,
            None => unknown("parameter", name, &self.names("Parameters")),
        }
    }

    /// Any value of the template as text, such as [`Self::output`]'s, functions replaced by their values.
    pub fn text(&self, value: &Tree) -> String {
        let value = self.concrete.value(value);
        value.scalar_text().unwrap_or_else(|| crate::fail::shown(&value))
    }

    /// The ARN of a resource by its logical id, and of what lies below it: `Rooms`, `Rooms/index/ByOwner`, `Api/dev`.
    /// An ARN and a pattern such as `*` stay as they are. Fails the test if there is no such resource.
    #[track_caller]
    pub fn arn(&self, name: &str) -> String {
        if name.starts_with("arn:") || name.starts_with('*') {
            return name.to_owned();
        }
        let end = name.find(['/', ':']).unwrap_or(name.len());
        let (id, below) = name.split_at(end);
        let resource = self.resource(id);
        let arn = match self.concrete.arn(id) {
            Some(arn) => arn.to_owned(),
            None if resource.cfn_type() == "AWS::ApiGatewayV2::Api" => self.api_arn(id),
            None => self.concrete.attribute(id, "Arn").unwrap_or_default(),
        };
        format!("{arn}{below}")
    }

    fn names(&self, section: &str) -> Vec<&str> {
        self.template.section(section).map(|(name, _)| name).collect()
    }
}

impl From<Template> for Synthesized {
    fn from(template: Template) -> Self {
        Self {
            concrete: cfn::concrete(&template),
            template,
        }
    }
}

//! What is to be deployed: a stack, its template, and what its parameters are given.

use std::collections::BTreeMap;

use ::deploy::{
    Clients, capability,
    change_set::{Body, Kind, Request},
    deployment::Trigger,
    express::Code,
    parameters::{self, Before},
    upload,
};
use cfn::{StackEntry, Template};

use crate::{
    assembly::is_called,
    cli::{Deploy, ParameterValue},
    deploy::refusal::Refusal,
    report::Failure,
};

/// A stack that is to be deployed.
#[derive(Debug)]
pub(crate) struct Job<'a> {
    /// What the assembly says of it.
    pub(crate) entry: &'a StackEntry,
    /// Its template, with the places that its program declares things at.
    pub(crate) template: Template,
    /// The services in its region.
    pub(crate) clients: Clients,
    /// The template as it is sent.
    pub(crate) body: Body,
    /// What its parameters are given: from the command line, and from assets.
    pub(crate) given: BTreeMap<String, String>,
}

/// The text of a template as it is sent: as it is written, or without spaces where it is too long for a call.
pub(crate) fn text(template: &Template, written: String) -> String {
    if !upload::is_large(&written) {
        return written;
    }
    // A tree has text keys alone, so it can always be written.
    serde_json::to_string(template.tree()).unwrap_or(written)
}

impl Job<'_> {
    /// The code that its functions are to run.
    pub(crate) fn codes(&self) -> Vec<Code> {
        let assets = self.entry.assets.iter();
        assets
            .filter_map(|asset| Code::at(&asset.resource, self.given.get(&asset.key_parameter)?))
            .collect()
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.entry.name
    }

    /// What the change set is asked for.
    pub(crate) fn request(
        &self,
        kind: Kind,
        before: Option<Before<'_>>,
        arguments: &Deploy,
        rollback_triggers: Option<Vec<Trigger>>,
    ) -> Result<Request, Failure> {
        let parameters = parameters::values(&self.template, &self.given, before).map_err(|findings| {
            Failure::from(Refusal::Parameters {
                stack: self.name().to_owned(),
                findings,
            })
        })?;
        let named = arguments
            .tags
            .iter()
            .map(|tag| (tag.key.clone(), tag.value.clone()));
        let name = arguments.change_set_name.clone();
        Ok(Request {
            stack: self.name().to_owned(),
            kind,
            name: name.unwrap_or_else(Request::fresh_name),
            template: self.body.clone(),
            parameters,
            tags: self.entry.tags.clone().into_iter().chain(named).collect(),
            capabilities: capability::needed(&self.template),
            role: arguments.role_arn.clone(),
            rollback_triggers,
            nested: capability::has_nested_stacks(&self.template),
        })
    }
}

/// What the command line gives each stack. A parameter that names no stack goes to all that declare it; one that nobody
/// takes is left with the first stack, which then says that it does not know it.
pub(crate) fn given(
    values: &[ParameterValue],
    stacks: &[(&StackEntry, &Template)],
) -> Result<BTreeMap<String, BTreeMap<String, String>>, Refusal> {
    let mut given: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for wanted in values {
        let takers = takers(wanted, stacks);
        if takers.is_empty() {
            return Err(Refusal::NoSuchStack {
                stack: wanted.stack.clone().unwrap_or_default(),
                parameter: wanted.name.clone(),
            });
        }
        for entry in takers {
            let of_stack = given.entry(entry.name.clone()).or_default();
            of_stack.insert(wanted.name.clone(), wanted.value.clone());
        }
    }
    Ok(given)
}

fn takers<'a>(wanted: &ParameterValue, stacks: &[(&'a StackEntry, &Template)]) -> Vec<&'a StackEntry> {
    let declares = |(entry, template): &&(&'a StackEntry, &Template)| match &wanted.stack {
        Some(stack) => is_called(entry, stack),
        None => template.tree().at(&["Parameters", &wanted.name]).is_some(),
    };
    let found: Vec<_> = stacks.iter().filter(declares).map(|(entry, _)| *entry).collect();
    let first = stacks
        .first()
        .filter(|_| found.is_empty() && wanted.stack.is_none());
    found.into_iter().chain(first.map(|(entry, _)| *entry)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declaring(names: &[&str]) -> Template {
        let parameters: cfn::Tree = names.iter().map(|name| (*name, cfn::Tree::map())).collect();
        Template::from_tree("demo", cfn::Tree::single("Parameters", parameters))
    }

    fn entry(name: &str) -> StackEntry {
        StackEntry {
            name: name.to_owned(),
            stage: "dev".to_owned(),
            ..StackEntry::default()
        }
    }

    fn shared(values: &[&str]) -> Result<String, String> {
        let values: Vec<ParameterValue> = values.iter().map(|value| value.parse().unwrap()).collect();
        let (data, chat) = (entry("data-dev"), entry("chat-dev"));
        let (first, second) = (declaring(&["Level"]), declaring(&["Level", "Url"]));
        let given = given(&values, &[(&data, &first), (&chat, &second)]);
        given
            .map(|given| format!("{given:?}"))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_parameter_goes_to_all_that_declare_it_or_to_the_one_that_is_named() {
        assert_eq!(
            shared(&["Level=debug", "Url=x"]).unwrap(),
            r#"{"chat-dev": {"Level": "debug", "Url": "x"}, "data-dev": {"Level": "debug"}}"#
        );
        assert_eq!(
            shared(&["chat.Level=debug", "data-dev.Level=info"]).unwrap(),
            r#"{"chat-dev": {"Level": "debug"}, "data-dev": {"Level": "info"}}"#
        );
    }

    #[test]
    fn what_nobody_takes_is_not_lost() {
        assert_eq!(
            shared(&["Lvel=debug"]).unwrap(),
            r#"{"data-dev": {"Lvel": "debug"}}"#
        );
        let error = shared(&["caht.Level=debug"]).unwrap_err();
        assert!(error.contains("\"caht\""), "{error}");
    }
}

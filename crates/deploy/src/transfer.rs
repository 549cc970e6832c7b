//! Resources that a stack takes over from the account, or lets go into it, without being touched.
//!
//! CloudFormation takes over by a change set that imports, and does nothing else with it. It lets go in two steps: first
//! the template keeps the resource when it leaves, then the resource leaves the template.

use std::collections::BTreeMap;

use cfn::{Diagnostic, Map, Severity, Template, Tree, check};

use crate::{
    change_set::{Body, Import},
    client::Clients,
    error::{self, Error},
};

/// Why a template for a transfer cannot be made.
#[derive(Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TransferError {
    /// The program has no such resource.
    #[error("the program has no resource {0:?}")]
    Unknown(String),
    /// The stack has it already.
    #[error("{0} is in the deployed stack already")]
    AlreadyThere(String),
    /// The stack does not have it.
    #[error("{0} is not in the deployed stack")]
    NotThere(String),
    /// The stack would have nothing left.
    #[error("nothing would be left in the stack")]
    NothingLeft,
    /// The rest of the template does not fit to it.
    #[error("{resource}: {}", messages(findings))]
    DoesNotFit {
        /// The resources that come or go.
        resource: String,
        /// What is wrong with the rest.
        findings: Vec<Diagnostic>,
    },
    /// CloudFormation cannot import resources of its type.
    #[error("{resource}: CloudFormation cannot import resources of type {kind}")]
    CannotImport {
        /// The resource.
        resource: String,
        /// Its type.
        kind: String,
    },
    /// It is identified by other values.
    #[error("{resource} is identified by {}, not by {given:?}", names.join(" and "))]
    Identifier {
        /// The resource.
        resource: String,
        /// The names of the values that identify it.
        names: Vec<String>,
        /// What was given.
        given: String,
    },
}

fn messages(findings: &[Diagnostic]) -> String {
    let messages: Vec<&str> = findings.iter().map(|one| one.message.as_str()).collect();
    messages.join("; ")
}

/// What is deployed, with resources of the program's template that come in.
///
/// Each of them is kept by its deletion policy, as CloudFormation demands; one that says how stays as it is. For a stack
/// that does not exist, what is deployed is an empty template.
pub fn with(deployed: &Template, program: &Template, ids: &[String]) -> Result<Template, TransferError> {
    let mut resources = map(deployed, "Resources");
    for id in ids {
        let body = program
            .resource(id)
            .ok_or_else(|| TransferError::Unknown(id.clone()))?;
        if deployed.resource(id).is_some() {
            return Err(TransferError::AlreadyThere(id.clone()));
        }
        let mut body = body.clone();
        if body.get("DeletionPolicy").is_none() {
            set(&mut body, "DeletionPolicy", "Retain");
        }
        resources.insert(id.clone(), body);
    }
    fitting(deployed, resources, ids)
}

/// What is deployed, with resources that stay in the account when they leave the template.
pub fn kept(deployed: &Template, ids: &[String]) -> Result<Template, TransferError> {
    let mut resources = map(deployed, "Resources");
    for id in ids {
        let body = resources
            .get_mut(id)
            .ok_or_else(|| TransferError::NotThere(id.clone()))?;
        set(body, "DeletionPolicy", "Retain");
        set(body, "UpdateReplacePolicy", "Retain");
    }
    Ok(replaced(deployed, resources))
}

/// What is deployed, without resources that leave it; nothing of the rest may name them.
pub fn without(deployed: &Template, ids: &[String]) -> Result<Template, TransferError> {
    let mut resources = map(deployed, "Resources");
    for id in ids {
        resources
            .shift_remove(id)
            .ok_or_else(|| TransferError::NotThere(id.clone()))?;
    }
    if resources.is_empty() {
        return Err(TransferError::NothingLeft);
    }
    fitting(deployed, resources, ids)
}

fn map(template: &Template, section: &str) -> Map {
    let found = template.tree().get(section).and_then(Tree::as_map);
    found.cloned().unwrap_or_default()
}

fn set(body: &mut Tree, key: &str, value: &str) {
    if let Some(body) = body.as_map_mut() {
        body.insert(key.to_owned(), Tree::from(value));
    }
}

fn replaced(template: &Template, resources: Map) -> Template {
    let mut tree = template.tree().clone();
    if let Some(tree) = tree.as_map_mut() {
        tree.insert("Resources".to_owned(), Tree::Map(resources));
    }
    template.with_tree(tree)
}

/// The template with other resources, when nothing in it is wrong that was right before.
fn fitting(deployed: &Template, resources: Map, ids: &[String]) -> Result<Template, TransferError> {
    let template = replaced(deployed, resources);
    let before = check::template(deployed);
    let mut findings = check::template(&template);
    findings.retain(|one| one.severity == Severity::Error && !before.contains(one));
    if findings.is_empty() {
        return Ok(template);
    }
    let resource = ids.join(", ");
    Err(TransferError::DoesNotFit { resource, findings })
}

/// The names of the values that identify resources, by logical id; resources that cannot be imported have none.
pub type Identifiers = BTreeMap<String, Vec<String>>;

impl Clients {
    /// Asks what identifies the resources of a template.
    pub async fn identifiers(&self, template: &Body) -> Result<Identifiers, Error> {
        let call = self.cloudformation.get_template_summary();
        let call = match template {
            Body::Text(text) => call.template_body(text),
            Body::Url(url) => call.template_url(url),
        };
        let said = call
            .send()
            .await
            .map_err(error::of("cloudformation:GetTemplateSummary"))?;
        let mut found = Identifiers::new();
        for summary in said.resource_identifier_summaries.unwrap_or_default() {
            let names = summary.resource_identifiers.unwrap_or_default();
            for id in summary.logical_resource_ids.unwrap_or_default() {
                found.insert(id, names.clone());
            }
        }
        Ok(found)
    }
}

/// A resource to import, from what a person wrote: its values in the order of the names, with `|` between them.
pub fn import(
    template: &Template,
    identifiers: &Identifiers,
    resource: &str,
    given: &str,
) -> Result<Import, TransferError> {
    let kind = template.type_of(resource).unwrap_or_default().to_owned();
    let names = identifiers
        .get(resource)
        .ok_or_else(|| TransferError::CannotImport {
            resource: resource.to_owned(),
            kind: kind.clone(),
        })?;
    let values: Vec<&str> = given.split('|').collect();
    // A value of one name may have any character.
    let values = if names.len() == 1 { vec![given] } else { values };
    if values.len() != names.len() || values.iter().any(|value| value.is_empty()) {
        return Err(TransferError::Identifier {
            resource: resource.to_owned(),
            names: names.clone(),
            given: given.to_owned(),
        });
    }
    let pairs = names.iter().cloned().zip(values.into_iter().map(str::to_owned));
    Ok(Import {
        resource: resource.to_owned(),
        kind,
        identifier: pairs.collect(),
    })
}

#[cfg(test)]
mod tests;

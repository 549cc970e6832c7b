//! A role with all of its policies, wherever the template attaches them.

use std::collections::HashMap;

use cfn::Tree;

use super::Index;
use crate::{Resource, resource::items};

const ROLE: &str = "AWS::IAM::Role";
const MANAGED: &str = "AWS::IAM::ManagedPolicy";

/// A role of the template.
#[derive(Debug)]
pub struct Role<'m> {
    /// The role itself.
    pub resource: &'m Resource<'m>,
    /// Its policies: inline, by `AWS::IAM::Policy` and `AWS::IAM::RolePolicy`, and managed ones of this template.
    pub policies: Vec<Policy<'m>>,
    /// The ARNs of managed policies that this template does not hold: AWS's own, or somebody else's.
    pub managed: Vec<&'m str>,
}

/// A policy document, and where it stands.
#[derive(Clone, Debug)]
pub struct Policy<'m> {
    /// The resource that holds it.
    pub owner: &'m Resource<'m>,
    /// The property that holds it, such as `Policies[0].PolicyDocument`.
    pub path: String,
    /// The document, its functions evaluated.
    pub document: &'m Tree,
}

/// A statement of a policy.
#[derive(Clone, Debug)]
pub struct Statement<'m> {
    /// The property that holds it, such as `PolicyDocument.Statement[0]`.
    pub path: String,
    /// The statement, its functions evaluated.
    pub body: &'m Tree,
}

impl<'m> Policy<'m> {
    /// The statements, in order.
    pub fn statements(&self) -> impl Iterator<Item = Statement<'m>> {
        let statements = self.document.get("Statement");
        let listed = matches!(statements, Some(Tree::List(_)));
        let path = self.path.clone();
        let statement = move |(index, body)| Statement {
            path: if listed {
                format!("{path}.Statement[{index}]")
            } else {
                format!("{path}.Statement")
            },
            body,
        };
        statements
            .map_or(&[][..], items)
            .iter()
            .enumerate()
            .map(statement)
    }
}

impl<'m> Statement<'m> {
    /// Whether it allows; otherwise it denies.
    pub fn allows(&self) -> bool {
        self.body.get("Effect").and_then(Tree::as_str) == Some("Allow")
    }

    /// The texts under a key, such as `Action` or `Resource`, whether they are one or a list.
    pub fn texts(&self, key: &str) -> impl Iterator<Item = &'m str> {
        let texts = self.body.get(key).map_or(&[][..], items);
        texts.iter().filter_map(Tree::as_str)
    }
}

pub(super) fn roles<'m>(index: &Index<'m>) -> Vec<Role<'m>> {
    let mut attached = attached(index);
    let roles = index.of_type(ROLE).iter();
    roles
        .map(|&resource| {
            let mut role = Role {
                resource,
                policies: inline(resource),
                managed: Vec::new(),
            };
            for arn in resource
                .items("ManagedPolicyArns")
                .iter()
                .filter_map(Tree::as_str)
            {
                match index.named(MANAGED, arn) {
                    Some(managed) => role
                        .policies
                        .extend(document(managed, "PolicyDocument".to_owned())),
                    None => role.managed.push(arn),
                }
            }
            role.policies
                .extend(attached.remove(resource.id).unwrap_or_default());
            role
        })
        .collect()
}

fn inline<'m>(role: &'m Resource<'m>) -> Vec<Policy<'m>> {
    let policies = role.items("Policies").iter().enumerate();
    policies
        .filter_map(|(index, policy)| {
            Some(Policy {
                owner: role,
                path: format!("Policies[{index}].PolicyDocument"),
                document: policy.get("PolicyDocument")?,
            })
        })
        .collect()
}

fn document<'m>(owner: &'m Resource<'m>, path: String) -> Option<Policy<'m>> {
    let document = owner.get(&path)?;
    Some(Policy {
        owner,
        path,
        document,
    })
}

/// The policies that are resources of their own, by the role that they name.
fn attached<'m>(index: &Index<'m>) -> HashMap<&'m str, Vec<Policy<'m>>> {
    let mut attached = HashMap::<_, Vec<_>>::new();
    let kinds = [
        ("AWS::IAM::Policy", "Roles"),
        (MANAGED, "Roles"),
        ("AWS::IAM::RolePolicy", "RoleName"),
    ];
    for (kind, property) in kinds {
        for &resource in index.of_type(kind) {
            let roles = resource.items(property).iter().filter_map(Tree::as_str);
            for role in roles.filter_map(|name| index.named(ROLE, name)) {
                let policies = attached.entry(role.id).or_default();
                policies.extend(document(resource, "PolicyDocument".to_owned()));
            }
        }
    }
    attached
}

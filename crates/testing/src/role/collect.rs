//! Where a template keeps the policies of a role.

use cfn::Tree;
use policy::Policy;

use super::Role;
use crate::{Synthesized, fail::fail};

/// The types that hang a policy on roles, and the property that names these.
const ATTACHED: [(&str, &str); 3] = [
    ("AWS::IAM::Policy", "Roles"),
    ("AWS::IAM::ManagedPolicy", "Roles"),
    ("AWS::IAM::RolePolicy", "RoleName"),
];

impl<'a> Role<'a> {
    /// Inline policies, those that hang on the role, and managed ones that the role names.
    #[track_caller]
    pub(super) fn collect(of: &'a Synthesized, id: &'a str) -> Self {
        let mut role = Self {
            of,
            id,
            policies: Vec::new(),
            boundary: None,
            elsewhere: Vec::new(),
        };
        for policy in items(property(of, id, "Policies")) {
            let name = policy.get("PolicyName").and_then(Tree::as_str).unwrap_or(id);
            role.policies
                .extend(policy.get("PolicyDocument").map(|document| read(name, document)));
        }
        for (cfn_type, property_name) in ATTACHED {
            for policy in of.of_type(cfn_type).ids() {
                let roles = items(property(of, policy, property_name));
                let is_this =
                    |name: &Tree| name.as_str().and_then(|name| of.concrete().id_of(name)) == Some(id);
                if roles.iter().any(is_this) {
                    role.policies.extend(document_of(of, policy));
                }
            }
        }
        for arn in items(property(of, id, "ManagedPolicyArns"))
            .iter()
            .filter_map(Tree::as_str)
        {
            match of
                .concrete()
                .id_of(arn)
                .and_then(|policy| document_of(of, policy))
            {
                // A policy may name the role, and the role the policy.
                Some(policy) if role.policies.contains(&policy) => {}
                Some(policy) => role.policies.push(policy),
                None => role.elsewhere.push(arn.to_owned()),
            }
        }
        if let Some(arn) = property(of, id, "PermissionsBoundary").and_then(Tree::as_str) {
            role.boundary = of
                .concrete()
                .id_of(arn)
                .and_then(|policy| document_of(of, policy));
        }
        role
    }
}

fn property<'a>(of: &'a Synthesized, id: &str, name: &str) -> Option<&'a Tree> {
    of.concrete().template().resource(id)?.at(&["Properties", name])
}

fn items(tree: Option<&Tree>) -> &[Tree] {
    match tree {
        Some(Tree::List(items)) => items,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

#[track_caller]
fn document_of(of: &Synthesized, id: &str) -> Option<Policy> {
    Some(read(id, property(of, id, "PolicyDocument")?))
}

#[track_caller]
fn read(name: &str, document: &Tree) -> Policy {
    match Policy::read(name, document) {
        Ok(policy) => policy,
        Err(errors) => fail(&errors.to_string()),
    }
}

//! What roles, users and groups may do, and who may assume a role.

use std::collections::HashSet;

use cfn::Tree;
use check::{Model, Resource};
use policy::Policy;

use super::{Holder, Holders, Kind, ROLE};
use crate::access::managed;

const MANAGED: &str = "AWS::IAM::ManagedPolicy";

/// The properties that name whom a policy hangs on, the type of those, and what messages call them.
const TARGETS: [(&str, &str, Kind); 6] = [
    ("Roles", "AWS::IAM::Role", ROLE),
    ("RoleName", "AWS::IAM::Role", ROLE),
    ("Users", "AWS::IAM::User", Kind::Identity("the user")),
    ("UserName", "AWS::IAM::User", Kind::Identity("the user")),
    ("Groups", "AWS::IAM::Group", Kind::Identity("the group")),
    ("GroupName", "AWS::IAM::Group", Kind::Identity("the group")),
];

/// The types that hang a policy on somebody.
const ATTACHED: [&str; 5] = [
    "AWS::IAM::Policy",
    MANAGED,
    "AWS::IAM::RolePolicy",
    "AWS::IAM::UserPolicy",
    "AWS::IAM::GroupPolicy",
];

/// Collects the identities; the answer is the ids of the resources whose documents are theirs.
pub(super) fn collect<'m>(model: &'m Model<'m>, holders: &mut Holders) -> HashSet<&'m str> {
    let mut known = HashSet::new();
    let mut seen = HashSet::new();
    for (_, cfn_type, kind) in TARGETS.iter().step_by(2) {
        for resource in model.of_type(cfn_type) {
            known.insert(resource.id);
            seen.extend(itself(model, *kind, resource, holders));
        }
    }
    for resource in ATTACHED.iter().flat_map(|cfn_type| model.of_type(cfn_type)) {
        known.insert(resource.id);
        attached(model, resource, seen.contains(resource.id), holders);
    }
    known
}

/// What stands at the identity itself; the answer is the managed policies of the template that it names.
fn itself<'m>(
    model: &'m Model<'m>,
    kind: Kind,
    resource: &'m Resource<'m>,
    holders: &mut Holders,
) -> Vec<&'m str> {
    if let Some(trust) = resource.get("AssumeRolePolicyDocument") {
        Holder::entry(holders, Kind::Trust, resource.id, resource.id).add(resource.id, trust);
    }
    let holder = Holder::entry(holders, kind, resource.id, resource.id);
    for policy in resource.items("Policies") {
        let name = policy
            .get("PolicyName")
            .and_then(Tree::as_str)
            .unwrap_or(resource.id);
        if let Some(document) = policy.get("PolicyDocument") {
            holder.add(name, document);
        }
    }
    // What a group may do is not looked up: that somebody joins one is.
    for group in resource.items("Groups").iter().filter_map(Tree::scalar_text) {
        holder.elsewhere.insert(format!("group/{group}"));
    }
    let mut named = Vec::new();
    for arn in resource
        .items("ManagedPolicyArns")
        .iter()
        .filter_map(Tree::scalar_text)
    {
        if let Some(managed) = model.named(MANAGED, &arn) {
            named.push(managed.id);
            hang(holder, managed);
            continue;
        }
        holder.policies.extend(managed::known(&arn));
        if !managed::is_known_whole(&arn) {
            holder.elsewhere.insert(arn);
        }
    }
    if let Some(arn) = resource.get("PermissionsBoundary").and_then(Tree::scalar_text) {
        let document = model
            .named(MANAGED, &arn)
            .and_then(|managed| managed.get("PolicyDocument"));
        match document.map(|document| (document, Policy::read(&arn, document))) {
            Some((_, Ok(policy))) => holder.boundary = Some(vec![policy]),
            Some((document, Err(_))) => {
                holder.unreadable.insert(document.to_json());
            }
            None => holder.boundary_elsewhere = Some(arn),
        }
    }
    named
}

/// A policy that is a resource of its own: on all that it names, in the template or not.
fn attached(model: &Model<'_>, policy: &Resource<'_>, named: bool, holders: &mut Holders) {
    let mut hangs = named;
    for (property, cfn_type, kind) in TARGETS {
        for name in policy.items(property).iter().filter_map(Tree::scalar_text) {
            hangs = true;
            let key = model
                .named(cfn_type, &name)
                .map_or(name.as_str(), |target| target.id);
            hang(Holder::entry(holders, kind, key, key), policy);
        }
    }
    if !hangs {
        let kind = Kind::Identity("whoever has the policy");
        hang(Holder::entry(holders, kind, policy.id, policy.id), policy);
    }
}

/// Adds the document of a policy once, however often the policy is named.
fn hang(holder: &mut Holder, policy: &Resource<'_>) {
    if !holder.attached.insert(policy.id.to_owned()) {
        return;
    }
    if let Some(document) = policy.get("PolicyDocument") {
        holder.add(policy.id, document);
    }
}

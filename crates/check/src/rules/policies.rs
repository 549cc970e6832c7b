//! Policy documents: whether they are any, and whether they fit.

use policy::{Policy, PolicyError, PolicyProblem};

use crate::{Finding, Found, Model, Resource, Rule, is_known, rule};

pub(super) const RULES: &[Rule] = &[
    rule!("GW320", Error, "A policy document is malformed", malformed),
    rule!("GW321", Error, "The policies are too long", too_long),
];

/// The inline policies of a role share this many characters, blanks not counted.
const INLINE: usize = 10_240;
/// A managed policy has this many, blanks not counted.
const MANAGED: usize = 6_144;

fn malformed(model: &Model<'_>, found: &mut Found) {
    let mut check = |owner: &Resource<'_>, path: &str, document: &cfn::Tree| {
        let errors = Policy::read(owner.id, document).err();
        for error in errors
            .iter()
            .flat_map(|errors| &errors.errors)
            .filter(|error| is_certain(error))
        {
            let below = if error.path.is_empty() {
                String::new()
            } else {
                format!(".{}", error.path)
            };
            let message = format!("the policy is refused as malformed: {}", error.problem);
            found.add(Finding::new(owner, message).property(format!("{path}{below}")));
        }
    };
    for role in &model.roles {
        if let Some(trust) = role.resource.get("AssumeRolePolicyDocument") {
            check(role.resource, "AssumeRolePolicyDocument", trust);
        }
    }
    // A policy may hang on several roles.
    let mut seen = std::collections::HashSet::new();
    for policy in model.roles.iter().flat_map(|role| &role.policies) {
        if seen.insert((policy.owner.id, &policy.path)) {
            check(policy.owner, &policy.path, policy.document);
        }
    }
}

/// Whether it is a mistake whatever the tokens stand for.
fn is_certain(error: &PolicyError) -> bool {
    match &error.problem {
        PolicyProblem::Form { found, .. } => *found != "text",
        PolicyProblem::UnknownElement { name, .. } => !name.starts_with("Fn::"),
        problem => is_known(&problem.to_string()),
    }
}

fn too_long(model: &Model<'_>, found: &mut Found) {
    for role in &model.roles {
        let inline = role
            .policies
            .iter()
            .filter(|policy| policy.owner.kind != "AWS::IAM::ManagedPolicy");
        let length: usize = inline.map(|policy| length(policy.document)).sum();
        if length > INLINE {
            let message = format!(
                "the role is refused: its inline policies have {length} characters, {INLINE} are allowed"
            );
            let finding = Finding::new(role.resource, message).property("Policies");
            found.add(
                finding.hint("move statements to an `AWS::IAM::ManagedPolicy`, or name fewer resources"),
            );
        }
    }
    for policy in model.of_type("AWS::IAM::ManagedPolicy") {
        let length = policy.get("PolicyDocument").map_or(0, length);
        if length > MANAGED {
            let message = format!("the policy is refused: it has {length} characters, {MANAGED} are allowed");
            let finding = Finding::new(policy, message).property("PolicyDocument");
            found.add(finding.hint("split it: a role takes 10 managed policies"));
        }
    }
}

/// The characters of a document as IAM counts them: without blanks.
fn length(document: &cfn::Tree) -> usize {
    document
        .to_json()
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .count()
}

//! Actions on resources, merged into as few statements as say the same.

use std::collections::{BTreeMap, BTreeSet};

use aws::iam::{PolicyDocument, Statement};
use cfn::Emit as _;

/// What a managed policy may have, in characters without white space:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
pub const MANAGED_POLICY_LIMIT: usize = 6_144;

/// What somebody may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// By resources and conditions: what is allowed on them.
    allowed: BTreeMap<(BTreeSet<String>, Vec<Condition>), BTreeSet<String>>,
}

/// An operator, a key, and the values that it takes.
pub(super) type Condition = (&'static str, &'static str, Vec<String>);

impl Rights {
    /// Allows actions on resources.
    pub(super) fn allow<A: Into<String>>(
        &mut self,
        actions: impl IntoIterator<Item = A>,
        resources: impl IntoIterator<Item = String>,
    ) {
        self.allow_if(actions, resources, Vec::new());
    }

    /// Allows actions on resources where all conditions hold.
    pub(super) fn allow_if<A: Into<String>>(
        &mut self,
        actions: impl IntoIterator<Item = A>,
        resources: impl IntoIterator<Item = String>,
        conditions: Vec<Condition>,
    ) {
        let mut resources: BTreeSet<String> = resources.into_iter().collect();
        if resources.contains("*") {
            resources = BTreeSet::from(["*".to_owned()]);
        }
        if !resources.is_empty() {
            let actions = actions.into_iter().map(Into::into);
            self.allowed
                .entry((resources, conditions))
                .or_default()
                .extend(actions);
        }
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (on, actions) in other.allowed {
            self.allowed.entry(on).or_default().extend(actions);
        }
        self
    }

    /// The actions, without what they are on.
    pub fn actions(&self) -> BTreeSet<&str> {
        self.allowed.values().flatten().map(String::as_str).collect()
    }

    /// The policy that says this.
    pub fn to_policy(&self) -> PolicyDocument {
        PolicyDocument::new(self.statements())
    }

    /// Policies that say this, none longer than a managed policy may be.
    pub fn to_policies(&self) -> Vec<PolicyDocument> {
        let mut policies: Vec<Vec<Statement>> = vec![Vec::new()];
        for statement in self.statements() {
            let mut grown = policies.pop().unwrap_or_default();
            grown.push(statement);
            if length(&grown) > MANAGED_POLICY_LIMIT && grown.len() > 1 {
                let last = grown.pop();
                policies.push(grown);
                policies.push(last.into_iter().collect());
            } else {
                policies.push(grown);
            }
        }
        policies.into_iter().map(PolicyDocument::new).collect()
    }

    /// The policy as JSON text that people read.
    pub fn to_json(&self) -> String {
        self.to_policy().emit().to_json()
    }

    /// How many characters the policy has without white space: what the limits of IAM count.
    pub fn len(&self) -> usize {
        length(&self.statements().collect::<Vec<_>>())
    }

    /// Whether nothing is allowed.
    pub fn is_empty(&self) -> bool {
        self.allowed.is_empty()
    }

    /// What is allowed on several sets of resources alike, such as those of two stages, is one statement.
    fn statements(&self) -> impl Iterator<Item = Statement> {
        let mut alike: BTreeMap<(&BTreeSet<String>, &[Condition]), BTreeSet<String>> = BTreeMap::new();
        for ((resources, conditions), actions) in &self.allowed {
            let on = alike.entry((actions, conditions.as_slice())).or_default();
            on.extend(resources.iter().cloned());
        }
        alike.into_iter().map(|((actions, conditions), resources)| {
            let statement = Statement::allow(texts(actions)).resources(texts(&resources));
            conditions
                .iter()
                .fold(statement, |statement, (operator, key, values)| {
                    statement.condition(operator, key, values.clone())
                })
        })
    }
}

fn texts(set: &BTreeSet<String>) -> Vec<String> {
    set.iter().cloned().collect()
}

fn length(statements: &[Statement]) -> usize {
    let policy = PolicyDocument::new(statements.iter().cloned());
    let text = policy.emit().to_json();
    text.chars().filter(|letter| !letter.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_the_same_resources_is_one_statement() {
        let mut rights = Rights::default();
        rights.allow(["b:Two"], ["x".to_owned()]);
        rights.allow(["a:One", "b:Two"], ["x".to_owned()]);
        rights.allow(["c:Three"], ["x".to_owned(), "*".to_owned()]);
        rights.allow(["d:Never"], []);
        assert_eq!(rights.actions(), BTreeSet::from(["a:One", "b:Two", "c:Three"]));
        let text: String = rights.to_json().split_whitespace().collect();
        assert!(
            text.contains(r#""Action":["a:One","b:Two"],"Resource":["x"]"#),
            "{text}"
        );
        assert!(
            text.contains(r#""Action":["c:Three"],"Resource":["*"]"#),
            "{text}"
        );
        assert_eq!(rights.len(), text.len());
    }

    #[test]
    fn what_is_allowed_alike_on_several_resources_is_one_statement() {
        let mut rights = Rights::default();
        for stage in ["dev", "prod"] {
            rights.allow(["a:One", "b:Two"], [stage.to_owned()]);
        }
        rights.allow(["a:One"], ["other".to_owned()]);
        let text: String = rights.to_json().split_whitespace().collect();
        assert!(
            text.contains(r#""Action":["a:One","b:Two"],"Resource":["dev","prod"]"#),
            "{text}"
        );
        assert!(
            text.contains(r#""Action":["a:One"],"Resource":["other"]"#),
            "{text}"
        );
    }

    #[test]
    fn a_long_policy_is_divided_and_nothing_is_lost() {
        let mut rights = Rights::default();
        for number in 0..200 {
            let resource = format!("arn:aws:sqs:eu-west-1:111122223333:{number:0100}");
            rights.allow([format!("sqs:Action{number}")], [resource]);
        }
        let policies = rights.to_policies();
        assert!(policies.len() > 3, "{}", policies.len());
        let statements: usize = policies.iter().map(|policy| policy.statements().len()).sum();
        assert_eq!(statements, 200);
        for policy in policies {
            assert!(length(policy.statements()) <= MANAGED_POLICY_LIMIT);
        }
    }
}

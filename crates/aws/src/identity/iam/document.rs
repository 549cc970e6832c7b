//! Policy documents: statements in the order they were given, each part in one fixed order.

use cfn::{Emit, List, Map, Shape, Tree, Value};

/// A policy document of version 2012-10-17.
///
/// ```
/// use aws::iam::{PolicyDocument, Principal, Statement};
///
/// let trust = PolicyDocument::new([
///     Statement::allow(["sts:AssumeRole"]).principal(Principal::service("lambda.amazonaws.com")),
/// ]);
/// # use cfn::Emit;
/// # assert_eq!(trust.emit().get("Version"), Some(&"2012-10-17".into()));
/// ```
#[must_use]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PolicyDocument {
    statements: Vec<Statement>,
}

/// Whether a statement allows or denies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Allows, unless another statement denies.
    #[default]
    Allow,
    /// Denies, whatever else allows.
    Deny,
}

/// Whom a statement of a trust or resource policy is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Principal {
    /// A service, such as `apigateway.amazonaws.com`.
    Service(Value<String>),
    /// An account, user or role, as ARN or account id.
    Aws(Value<String>),
    /// An identity provider, as ARN or domain.
    Federated(Value<String>),
    /// Anybody: never without a condition.
    Everyone,
}

/// One statement: an effect on actions, resources and, in trust and resource policies, principals.
#[must_use]
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    sid: Option<String>,
    effect: Effect,
    principals: Vec<Principal>,
    actions: List<String>,
    resources: Option<List<String>>,
    conditions: Map,
}

impl PolicyDocument {
    /// A document of these statements.
    pub fn new(statements: impl IntoIterator<Item = Statement>) -> Self {
        Self {
            statements: statements.into_iter().collect(),
        }
    }

    /// Adds a statement.
    pub fn statement(mut self, statement: Statement) -> Self {
        self.statements.push(statement);
        self
    }

    /// The statements.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }
}

impl Principal {
    /// A service, such as `lambda.amazonaws.com`.
    pub fn service(name: impl Into<Value<String>>) -> Self {
        Self::Service(name.into())
    }

    /// An account, user or role, as ARN or account id.
    pub fn aws(arn: impl Into<Value<String>>) -> Self {
        Self::Aws(arn.into())
    }

    /// An identity provider, as ARN or domain.
    pub fn federated(provider: impl Into<Value<String>>) -> Self {
        Self::Federated(provider.into())
    }

    fn entry(&self) -> Option<(&'static str, Tree)> {
        match self {
            Self::Service(name) => Some(("Service", name.emit())),
            Self::Aws(arn) => Some(("AWS", arn.emit())),
            Self::Federated(provider) => Some(("Federated", provider.emit())),
            Self::Everyone => None,
        }
    }
}

impl Statement {
    /// A statement that allows these actions.
    pub fn allow(actions: impl Into<List<String>>) -> Self {
        Self::new(Effect::Allow, actions)
    }

    /// A statement that denies these actions.
    pub fn deny(actions: impl Into<List<String>>) -> Self {
        Self::new(Effect::Deny, actions)
    }

    /// A statement with an effect that is computed.
    pub fn new(effect: Effect, actions: impl Into<List<String>>) -> Self {
        Self {
            sid: None,
            effect,
            principals: Vec::new(),
            actions: actions.into(),
            resources: None,
            conditions: Map::new(),
        }
    }

    /// Names the statement: letters and digits, unique in the document.
    pub fn sid(mut self, sid: impl Into<String>) -> Self {
        self.sid = Some(sid.into());
        self
    }

    /// What the statement is about; policies of an identity need it, trust policies refuse it.
    pub fn resources(mut self, resources: impl Into<List<String>>) -> Self {
        self.resources = Some(resources.into());
        self
    }

    /// Adds somebody the statement is about; trust and resource policies need it, policies of an identity refuse it.
    pub fn principal(mut self, principal: Principal) -> Self {
        self.principals.push(principal);
        self
    }

    /// Adds a condition, such as `("StringEquals", "aws:SourceAccount", Pseudo::AccountId)`; all of them must hold.
    pub fn condition(mut self, operator: &str, key: &str, value: impl Into<List<String>>) -> Self {
        let value = match value.into().emit() {
            Tree::List(mut items) if items.len() == 1 => items.swap_remove(0),
            other => other,
        };
        let operator = self
            .conditions
            .entry(operator.to_owned())
            .or_insert_with(Tree::map);
        if let Some(keys) = operator.as_map_mut() {
            keys.insert(key.to_owned(), value);
        }
        self
    }
}

impl Effect {
    /// The document's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

impl Emit for PolicyDocument {
    const SHAPE: Shape = Shape::Json;

    fn emit(&self) -> Tree {
        Tree::from_iter([
            ("Version", Tree::from("2012-10-17")),
            ("Statement", self.statements.emit()),
        ])
    }
}

impl Emit for Statement {
    const SHAPE: Shape = Shape::Json;

    fn emit(&self) -> Tree {
        let mut tree = Map::new();
        if let Some(sid) = &self.sid {
            tree.insert("Sid".to_owned(), sid.as_str().into());
        }
        tree.insert("Effect".to_owned(), self.effect.as_str().into());
        if !self.principals.is_empty() {
            tree.insert("Principal".to_owned(), emit_principals(&self.principals));
        }
        tree.insert("Action".to_owned(), self.actions.emit());
        if let Some(resources) = &self.resources {
            tree.insert("Resource".to_owned(), resources.emit());
        }
        if !self.conditions.is_empty() {
            tree.insert("Condition".to_owned(), Tree::Map(self.conditions.clone()));
        }
        Tree::Map(tree)
    }
}

/// Groups by kind, one as plain text and several as a list; everyone is everyone, whoever else is named.
fn emit_principals(principals: &[Principal]) -> Tree {
    let mut kinds = Map::new();
    for principal in principals {
        let Some((kind, name)) = principal.entry() else {
            return Tree::from("*");
        };
        match kinds.get_mut(kind) {
            None => {
                kinds.insert(kind.to_owned(), name);
            }
            Some(Tree::List(names)) => names.push(name),
            Some(one) => *one = Tree::List(vec![std::mem::take(one), name]),
        }
    }
    Tree::Map(kinds)
}

#[cfg(test)]
mod tests {
    use cfn::{Pseudo, sub};

    use super::*;

    fn json(tree: &Tree) -> String {
        serde_json::to_string(tree).unwrap()
    }

    #[test]
    fn a_statement_of_an_identity_names_actions_and_resources() {
        let statement = Statement::allow(["dynamodb:GetItem", "dynamodb:PutItem"])
            .sid("Rooms")
            .resources([sub!("arn:{}:dynamodb:::table/Rooms", Pseudo::Partition)]);
        assert_eq!(
            json(&statement.emit()),
            r#"{"Sid":"Rooms","Effect":"Allow","Action":["dynamodb:GetItem","dynamodb:PutItem"],"Resource":[{"Fn::Sub":"arn:${AWS::Partition}:dynamodb:::table/Rooms"}]}"#
        );
    }

    #[test]
    fn principals_are_grouped_by_kind() {
        let statement = Statement::deny(["sts:AssumeRole"])
            .principal(Principal::service("lambda.amazonaws.com"))
            .principal(Principal::aws(Pseudo::AccountId))
            .principal(Principal::service("events.amazonaws.com"));
        assert_eq!(
            json(&statement.emit()),
            r#"{"Effect":"Deny","Principal":{"Service":["lambda.amazonaws.com","events.amazonaws.com"],"AWS":{"Ref":"AWS::AccountId"}},"Action":["sts:AssumeRole"]}"#
        );
    }

    #[test]
    fn everyone_stands_alone() {
        let statement = Statement::allow(["sqs:SendMessage"])
            .principal(Principal::aws("123456789012"))
            .principal(Principal::Everyone);
        assert_eq!(statement.emit().get("Principal"), Some(&Tree::from("*")));
    }

    #[test]
    fn conditions_of_one_operator_share_it() {
        let statement = Statement::allow(["sqs:SendMessage"])
            .condition("StringEquals", "aws:SourceAccount", [Pseudo::AccountId])
            .condition("StringEquals", "aws:PrincipalOrgID", ["o-1", "o-2"]);
        assert_eq!(
            json(&statement.emit()),
            r#"{"Effect":"Allow","Action":["sqs:SendMessage"],"Condition":{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"},"aws:PrincipalOrgID":["o-1","o-2"]}}}"#
        );
    }
}

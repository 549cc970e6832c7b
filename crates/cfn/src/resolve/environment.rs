//! What a template is resolved against, besides its resources.

use crate::{Map, Pseudo, Template, Tree};

/// The account, the stack, and the template's own parameters, mappings and conditions.
///
/// The default is an account that nobody owns, so that a request which escapes to AWS reaches no one.
#[derive(Clone, Debug, PartialEq)]
pub struct Environment {
    /// `AWS::AccountId`, twelve digits.
    pub account_id: String,
    /// `AWS::Region`.
    pub region: String,
    /// `AWS::Partition`.
    pub partition: String,
    /// `AWS::URLSuffix`.
    pub url_suffix: String,
    /// `AWS::StackName`.
    pub stack_name: String,
    /// The parameters' values by name.
    pub parameters: Map,
    /// The template's `Mappings`.
    pub mappings: Map,
    /// The template's `Conditions`; one that is decided already may stand as `true` or `false`.
    pub conditions: Map,
}

impl Default for Environment {
    fn default() -> Self {
        Self {
            account_id: "000000000000".to_owned(),
            region: "us-east-1".to_owned(),
            partition: "aws".to_owned(),
            url_suffix: "amazonaws.com".to_owned(),
            stack_name: "local".to_owned(),
            parameters: Map::new(),
            mappings: Map::new(),
            conditions: Map::new(),
        }
    }
}

/// Parameters that have no usable value, all of them at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParameterError {
    /// Declared without a default, and no value was given. Parameters that CloudFormation reads from Parameter
    /// Store (`AWS::SSM::Parameter::Value<..>`) count here: their default is a name, not a value.
    pub missing: Vec<String>,
    /// Given, but not declared in the template.
    pub unknown: Vec<String>,
    /// Given a value that `AllowedValues` does not list.
    pub refused: Vec<String>,
}

impl std::fmt::Display for ParameterError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let groups = [
            ("parameters without a value", &self.missing),
            (
                "values for parameters that the template does not declare",
                &self.unknown,
            ),
            ("values that are not among the allowed ones", &self.refused),
        ];
        let mut separator = "";
        for (what, names) in groups {
            if !names.is_empty() {
                write!(f, "{separator}{what}: {}", names.join(", "))?;
                separator = "; ";
            }
        }
        Ok(())
    }
}

impl std::error::Error for ParameterError {}

impl Environment {
    /// The environment of a template: its stack name, mappings and conditions, and its parameters with `overrides`
    /// before defaults.
    ///
    /// A `CommaDelimitedList` becomes a list, as `Ref` yields one.
    pub fn for_template(template: &Template, overrides: &Map) -> Result<Self, ParameterError> {
        let section = |name: &str| {
            let section = template.tree().get(name).and_then(Tree::as_map);
            section.cloned().unwrap_or_default()
        };
        Ok(Self {
            stack_name: template.name().to_owned(),
            parameters: parameters(&section("Parameters"), overrides)?,
            mappings: section("Mappings"),
            conditions: section("Conditions"),
            ..Self::default()
        })
    }

    /// The value of a pseudo parameter; `None` for `AWS::NoValue`, which has none.
    pub fn pseudo(&self, pseudo: Pseudo) -> Option<Tree> {
        Some(match pseudo {
            Pseudo::AccountId => self.account_id.as_str().into(),
            Pseudo::NotificationArns => Tree::List(Vec::new()),
            Pseudo::NoValue => return None,
            Pseudo::Partition => self.partition.as_str().into(),
            Pseudo::Region => self.region.as_str().into(),
            Pseudo::StackId => self.stack_id().into(),
            Pseudo::StackName => self.stack_name.as_str().into(),
            Pseudo::UrlSuffix => self.url_suffix.as_str().into(),
        })
    }

    /// A stack's ARN ends in a random id; this one is the nil id, so that two runs agree.
    fn stack_id(&self) -> String {
        format!(
            "arn:{}:cloudformation:{}:{}:stack/{}/00000000-0000-0000-0000-000000000000",
            self.partition, self.region, self.account_id, self.stack_name
        )
    }
}

fn parameters(declared: &Map, overrides: &Map) -> Result<Map, ParameterError> {
    let mut error = ParameterError::default();
    let mut values = Map::new();
    for (name, declaration) in declared {
        let kind = declaration.get("Type").and_then(Tree::as_str).unwrap_or("String");
        let stored = kind.starts_with("AWS::SSM::Parameter::Value<");
        let default = declaration.get("Default").filter(|_| !stored);
        let Some(value) = overrides.get(name).or(default) else {
            error.missing.push(name.clone());
            continue;
        };
        let value = typed(kind, value);
        if is_refused(declaration, &value) {
            error.refused.push(name.clone());
        }
        values.insert(name.clone(), value);
    }
    let unknown = overrides.keys().filter(|name| !declared.contains_key(*name));
    error.unknown.extend(unknown.cloned());
    if error == ParameterError::default() {
        Ok(values)
    } else {
        Err(error)
    }
}

/// A parameter's value in the form that `Ref` yields: lists are written as one text with commas, text may be
/// written as a bare number.
pub(super) fn typed(kind: &str, value: &Tree) -> Tree {
    let text = value.scalar_text();
    if kind == "CommaDelimitedList" || kind.contains("List<") {
        match text {
            Some(text) => text.split(',').map(|item| Tree::from(item.trim())).collect(),
            None => value.clone(),
        }
    } else if kind == "Number" {
        value.clone()
    } else {
        text.map_or_else(|| value.clone(), Tree::String)
    }
}

fn is_refused(declaration: &Tree, value: &Tree) -> bool {
    let Some(allowed) = declaration.get("AllowedValues").and_then(Tree::as_list) else {
        return false;
    };
    let listed = |value: &Tree| {
        allowed
            .iter()
            .any(|allowed| allowed.scalar_text() == value.scalar_text())
    };
    match value {
        Tree::List(items) => !items.iter().all(listed),
        _ => !listed(value),
    }
}

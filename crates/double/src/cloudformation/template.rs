//! What the double reads of a template: JSON, without conditions and transforms.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::{answer::Refusal, world::ACCOUNT};

/// A template with the values of its parameters.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Definition {
    pub(crate) text: String,
    pub(crate) body: Value,
    pub(crate) parameters: BTreeMap<String, String>,
    pub(crate) tags: BTreeMap<String, String>,
}

impl Definition {
    pub(crate) fn read(text: &str) -> Result<Self, Refusal> {
        let body: Value = serde_json::from_str(text).map_err(|error| {
            Refusal::validation(format!("Template format error: JSON not well-formed. ({error})"))
        })?;
        if body
            .get("Resources")
            .and_then(Value::as_object)
            .is_none_or(Map::is_empty)
        {
            let said = "Template format error: At least one Resources member must be defined.";
            return Err(Refusal::validation(said));
        }
        Ok(Self {
            text: text.to_owned(),
            body,
            ..Self::default()
        })
    }

    /// Its resources; a resource comes after those that it names.
    pub(crate) fn resources(&self) -> Vec<(&str, &Value)> {
        let Some(all) = self.body.get("Resources").and_then(Value::as_object) else {
            return Vec::new();
        };
        let mut ordered = Vec::new();
        let mut visited = BTreeSet::new();
        for id in all.keys() {
            visit(all, id, &mut visited, &mut ordered);
        }
        ordered
    }

    pub(crate) fn resource(&self, id: &str) -> Option<&Value> {
        self.body.get("Resources")?.get(id)
    }

    pub(crate) fn outputs(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.body
            .get("Outputs")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
    }

    /// What the template asks to be acknowledged; none is asked for resources that are there already, in truth and here.
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html>
    pub(crate) fn capability(&self) -> Option<&'static str> {
        const IAM: [&str; 8] = [
            "AccessKey",
            "Group",
            "InstanceProfile",
            "ManagedPolicy",
            "Policy",
            "Role",
            "User",
            "UserToGroupAddition",
        ];
        const NAMES: [&str; 5] = [
            "GroupName",
            "InstanceProfileName",
            "ManagedPolicyName",
            "RoleName",
            "UserName",
        ];
        if self.body.get("Transform").is_some() {
            return Some("CAPABILITY_AUTO_EXPAND");
        }
        let resources = self.resources().into_iter().map(|(_, resource)| resource);
        let iam = resources.filter(|resource| {
            let kind = resource["Type"]
                .as_str()
                .and_then(|kind| kind.strip_prefix("AWS::IAM::"));
            kind.is_some_and(|kind| IAM.contains(&kind))
        });
        let named = |resource: &Value| NAMES.iter().any(|name| !resource["Properties"][name].is_null());
        let asks = iam.map(|resource| {
            if named(resource) {
                "CAPABILITY_NAMED_IAM"
            } else {
                "CAPABILITY_IAM"
            }
        });
        asks.max_by_key(|capability| capability.len())
    }

    /// Exports that other stacks must have: `Fn::ImportValue` with a text.
    pub(crate) fn imports(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        walk(&self.body, &mut |key, value| {
            if key == "Fn::ImportValue" {
                found.extend(value.as_str().map(str::to_owned));
            }
        });
        found
    }

    /// A value with parameters, pseudo parameters and resources filled in; an expression beyond that stays as it is.
    pub(crate) fn resolve(&self, value: &Value, facts: &Facts) -> Value {
        match value {
            Value::Array(entries) => entries.iter().map(|entry| self.resolve(entry, facts)).collect(),
            Value::Object(members) => match members.iter().next() {
                Some((key, inner)) if members.len() == 1 => self
                    .expression(key, inner, facts)
                    .unwrap_or_else(|| self.members(members, facts)),
                _ => self.members(members, facts),
            },
            plain => plain.clone(),
        }
    }

    fn members(&self, members: &Map<String, Value>, facts: &Facts) -> Value {
        let resolved = members
            .iter()
            .map(|(name, value)| (name.clone(), self.resolve(value, facts)));
        Value::Object(resolved.collect())
    }

    fn expression(&self, key: &str, inner: &Value, facts: &Facts) -> Option<Value> {
        let text = match key {
            "Ref" => self.name(inner.as_str()?, facts)?,
            "Fn::GetAtt" => facts.attribute(inner.get(0)?.as_str()?, inner.get(1)?.as_str()?)?,
            "Fn::ImportValue" => facts.exports.get(inner.as_str()?)?.clone(),
            "Fn::Join" => {
                let parts = self.resolve(inner.get(1)?, facts);
                let parts: Option<Vec<&str>> = parts.as_array()?.iter().map(Value::as_str).collect();
                parts?.join(inner.get(0)?.as_str()?)
            }
            "Fn::Sub" => self.substitute(inner.as_str()?, facts)?,
            _ => return None,
        };
        Some(Value::String(text))
    }

    fn substitute(&self, text: &str, facts: &Facts) -> Option<String> {
        let mut parts = text.split("${");
        let mut whole = parts.next()?.to_owned();
        for part in parts {
            let (name, rest) = part.split_once('}')?;
            whole += &match name.split_once('.') {
                Some((resource, attribute)) => facts.attribute(resource, attribute)?,
                None => self.name(name, facts)?,
            };
            whole += rest;
        }
        Some(whole)
    }

    fn name(&self, name: &str, facts: &Facts) -> Option<String> {
        let known = self.parameters.get(name).or_else(|| facts.physical.get(name));
        known.cloned().or_else(|| {
            Some(match name {
                "AWS::AccountId" => ACCOUNT.to_owned(),
                "AWS::Partition" => "aws".to_owned(),
                "AWS::Region" => facts.region.clone(),
                "AWS::StackName" => facts.stack.clone(),
                "AWS::URLSuffix" => "amazonaws.com".to_owned(),
                _ => return None,
            })
        })
    }
}

/// What a template's expressions may ask beside its parameters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    pub(crate) stack: String,
    pub(crate) region: String,
    /// Physical ids, by logical id.
    pub(crate) physical: BTreeMap<String, String>,
    /// Values of all exports, by name.
    pub(crate) exports: BTreeMap<String, String>,
}

impl Facts {
    fn attribute(&self, resource: &str, attribute: &str) -> Option<String> {
        let physical = self.physical.get(resource)?;
        Some(match attribute {
            "Arn" => format!("arn:aws:double:{}:{ACCOUNT}:{physical}", self.region),
            _ => format!("{physical}.{attribute}"),
        })
    }
}

/// Every member of every object.
fn walk(value: &Value, each: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Array(entries) => entries.iter().for_each(|entry| walk(entry, each)),
        Value::Object(members) => {
            for (key, value) in members {
                each(key, value);
                walk(value, each);
            }
        }
        _ => {}
    }
}

fn visit<'a>(
    all: &'a Map<String, Value>,
    id: &str,
    known: &mut BTreeSet<String>,
    ordered: &mut Vec<(&'a str, &'a Value)>,
) {
    let Some((id, resource)) = all.get_key_value(id) else {
        return;
    };
    if !known.insert(id.clone()) {
        return;
    }
    let mut references = BTreeSet::new();
    walk(resource, &mut |key, value| {
        let names: Vec<&str> = match (key, value) {
            ("Fn::GetAtt", Value::Array(path)) => path.first().and_then(Value::as_str).into_iter().collect(),
            ("Ref" | "Fn::GetAtt" | "DependsOn", Value::String(name)) => vec![name],
            ("DependsOn", Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            ("Fn::Sub", text) => {
                let text = text
                    .as_str()
                    .or_else(|| text.get(0)?.as_str())
                    .unwrap_or_default();
                text.split("${")
                    .skip(1)
                    .filter_map(|part| part.split(['.', '}']).next())
                    .collect()
            }
            _ => vec![],
        };
        references.extend(names.into_iter().map(str::to_owned));
    });
    for name in references {
        visit(all, &name, known, ordered);
    }
    ordered.push((id, resource));
}

//! One node of a schema, with its `$ref` followed.

use std::collections::{BTreeMap, BTreeSet};

use cfn::Shape;
use serde_json::Value;

/// A node, and the name of the last definition on the way to it (else of the property).
pub(super) struct Node<'a> {
    schema: &'a Value,
    pub(super) value: &'a Value,
    pub(super) name: &'a str,
}

impl<'a> Node<'a> {
    pub(super) fn new(schema: &'a Value, mut value: &'a Value, mut name: &'a str) -> Self {
        while let Some(target) = value["$ref"].as_str() {
            name = target.trim_start_matches("#/definitions/");
            value = &schema["definitions"][name];
        }
        Self { schema, value, name }
    }

    pub(super) fn root(schema: &'a Value) -> Self {
        Self::new(schema, schema, "")
    }

    /// The node at a path with dots.
    pub(super) fn at(&self, path: &'a str) -> Option<Node<'a>> {
        path.split('.')
            .try_fold(self.inner(self.value, self.name), |node, name| {
                let value = node.value["properties"].get(name)?;
                Some(node.inner(value, name))
            })
    }

    /// The properties of the node and of all its choices.
    pub(super) fn properties(&self) -> BTreeMap<String, &'a Value> {
        let mut all = BTreeMap::new();
        for node in self.alternatives() {
            let own = node.value["properties"].as_object().into_iter().flatten();
            all.extend(own.map(|(name, value)| (name.clone(), value)));
        }
        all
    }

    /// Every word that the schema lists, where it lists words; numbers count as their digits.
    pub(super) fn words(&self) -> Option<BTreeSet<String>> {
        let nodes = self.alternatives();
        let listed: Vec<_> = nodes
            .iter()
            .filter(|node| node.value["enum"].is_array())
            .collect();
        (!listed.is_empty()).then(|| {
            listed
                .iter()
                .flat_map(|node| strings(&node.value["enum"]))
                .collect()
        })
    }

    /// Whether there is more to it than its type: known properties, or a list or map of such.
    pub(super) fn has_structure(&self) -> bool {
        !self.properties().is_empty() || self.parts().iter().any(Node::has_structure)
    }

    pub(super) fn is_scalar(&self) -> bool {
        let types = self.types();
        !types.is_empty()
            && types
                .iter()
                .all(|name| matches!(*name, "integer" | "number" | "boolean"))
    }

    /// The items of a list, the entries of a map.
    pub(super) fn parts(&self) -> Vec<Node<'a>> {
        let mut parts = Vec::new();
        for node in self.alternatives() {
            let inner = ["items", "additionalProperties"].map(|key| &node.value[key]);
            let patterns = node.value["patternProperties"].as_object().into_iter().flatten();
            let all = inner.into_iter().chain(patterns.map(|(_, value)| value));
            parts.extend(
                all.filter(|part| part.is_object())
                    .map(|part| self.inner(part, node.name)),
            );
        }
        parts
    }

    /// Whether the schema's type lets this shape pass; without a type everything passes.
    pub(super) fn may_be(&self, shape: Shape) -> bool {
        let types = self.types();
        let fits: &[&str] = match shape {
            Shape::Json => return true,
            Shape::Text | Shape::Words(_) | Shape::Id(_) | Shape::Arn(_) => &["string"],
            // Some schemas call every number a number.
            Shape::Integer | Shape::Numbers(_) => &["integer", "number"],
            Shape::Number => &["number"],
            Shape::Boolean => &["boolean"],
            Shape::Object(_) | Shape::Dict(_) => &["object"],
            Shape::List(_) => &["array"],
        };
        types.is_empty() || types.iter().any(|name| fits.contains(name))
    }

    fn types(&self) -> Vec<&'a str> {
        let nodes = self.alternatives();
        let types = nodes.iter().flat_map(|node| match &node.value["type"] {
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            one => one.as_str().into_iter().collect::<Vec<_>>(),
        });
        types.collect()
    }

    /// The node itself and what it may be besides.
    fn alternatives(&self) -> Vec<Node<'a>> {
        let mut all = vec![self.inner(self.value, self.name)];
        for key in ["oneOf", "anyOf", "allOf"] {
            for choice in self.value[key].as_array().into_iter().flatten() {
                all.extend(self.inner(choice, self.name).alternatives());
            }
        }
        all
    }

    fn inner(&self, value: &'a Value, name: &'a str) -> Node<'a> {
        Node::new(self.schema, value, name)
    }
}

/// The texts of a list; numbers as their digits.
pub(super) fn strings(list: &Value) -> impl Iterator<Item = String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    list.as_array().into_iter().flatten().map(text)
}

/// The properties that these lists of pointers name: `/properties/A/B` is `A.B`.
pub(super) fn pointers(schema: &Value, lists: &[&str]) -> BTreeSet<String> {
    let pointers = lists.iter().flat_map(|list| strings(&schema[*list]));
    pointers
        .map(|pointer| pointer.trim_start_matches("/properties/").replace('/', "."))
        .collect()
}

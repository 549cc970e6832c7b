//! Templates of the Serverless Application Model: what its transform makes of them, as far as rules look at it.
//!
//! A `WebSocketApi` becomes the API with its routes, integrations, permissions and stage, a `Function` becomes the
//! function with its role and event sources, a `SimpleTable` a table. What is made knows what it was made of, so that
//! findings name what stands in the file. Other types stay as they are: no rule looks at them. A reference to
//! something that the transform makes and this module does not gets a stand-in, so that it is no finding.

mod function;
mod globals;
mod names;
mod table;
mod websocket;

use std::collections::HashMap;

use cfn::{Diagnostic, Map, Template, Tree};

/// The name of the transform.
pub(crate) const TRANSFORM: &str = "AWS::Serverless-2016-10-31";

/// A template after the transform.
#[derive(Debug)]
pub(crate) struct Expanded {
    pub(crate) template: Template,
    /// What each resource that was made stems from: the resource in the file, and the place in it.
    made_of: HashMap<String, (String, String)>,
}

/// What the transform makes of one resource.
struct Making<'t> {
    id: &'t str,
    body: &'t Map,
    properties: Map,
    made: Vec<(String, Tree, String)>,
}

impl Making<'_> {
    /// A property as it stands in the file, globals included.
    fn property(&self, name: &str) -> Option<Tree> {
        self.properties.get(name).cloned()
    }

    /// The resource itself, with what stands beside its properties.
    fn itself(&mut self, cfn_type: &str, properties: Map) {
        let mut body = self.body.clone();
        body.insert("Type".to_owned(), cfn_type.into());
        body.insert("Properties".to_owned(), Tree::Map(properties));
        self.made
            .push((self.id.to_owned(), Tree::Map(body), String::new()));
    }

    /// Another resource; `from` is the property that asks for it.
    fn another(&mut self, id: String, cfn_type: &str, properties: impl Into<Tree>, from: &str) {
        let mut body = Map::from_iter([
            ("Type".to_owned(), cfn_type.into()),
            ("Properties".to_owned(), properties.into()),
        ]);
        if let Some(condition) = self.body.get("Condition") {
            body.insert("Condition".to_owned(), condition.clone());
        }
        self.made
            .push((id, Tree::Map(body), format!("Properties.{from}")));
    }
}

/// Whether the template asks for the transform.
pub(crate) fn is_sam(template: &Template) -> bool {
    let transform = template.tree().get("Transform");
    transform.is_some_and(|transform| {
        crate::items(transform)
            .iter()
            .any(|name| name.as_str() == Some(TRANSFORM))
    })
}

/// What the transform makes of a template.
pub(crate) fn expand(template: &Template) -> Expanded {
    let mut resources = Map::new();
    let mut made_of = HashMap::new();
    for (id, body) in template.resources() {
        let (Some(map), Some(cfn_type)) = (body.as_map(), body.get("Type").and_then(Tree::as_str)) else {
            resources.insert(id.to_owned(), body.clone());
            continue;
        };
        let mut making = Making {
            id,
            body: map,
            properties: globals::merged(template, cfn_type, body.get("Properties")),
            made: Vec::new(),
        };
        match cfn_type {
            "AWS::Serverless::Function" => function::make(&mut making),
            "AWS::Serverless::WebSocketApi" => websocket::make(&mut making),
            "AWS::Serverless::SimpleTable" => table::make(&mut making),
            _ => making.made.push((id.to_owned(), body.clone(), String::new())),
        }
        for (made, body, from) in making.made {
            if made != id {
                made_of.insert(made.clone(), (id.to_owned(), from));
            }
            resources.entry(made).or_insert(body);
        }
    }
    let mut tree = template.tree().as_map().cloned().unwrap_or_default();
    tree.shift_remove("Globals");
    tree.insert("Resources".to_owned(), Tree::Map(resources));
    let tree = names::stand_in(template, Tree::Map(tree));
    Expanded {
        template: template.with_tree(tree),
        made_of,
    }
}

impl Expanded {
    /// The finding with the resource that stands in the file.
    pub(crate) fn in_file(&self, mut finding: Diagnostic) -> Diagnostic {
        if let Some((owner, from)) = finding.resource.as_ref().and_then(|id| self.made_of.get(id)) {
            finding.path = Some(from.clone());
            finding.resource = Some(owner.clone());
        }
        finding
    }
}

/// A map of a template.
fn map<const N: usize>(entries: [(&str, Tree); N]) -> Tree {
    Tree::from_iter(entries)
}

#[cfg(test)]
mod tests;

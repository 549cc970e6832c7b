//! One resource, with its properties as they would be deployed.

use cfn::{Tree, is_known};

/// A resource that exists when the template is deployed, its functions evaluated.
///
/// A value that only AWS knows, such as an API's id, stands as a token: `‹Api›`. [`text`](Self::text) may hold
/// tokens and is for comparing; [`known`](Self::known) yields only what is known to the letter and is for judging.
#[derive(Clone, Debug)]
pub struct Resource<'t> {
    /// The logical id.
    pub id: &'t str,
    /// The type, such as `AWS::ApiGatewayV2::Route`.
    pub kind: &'t str,
    /// The resource as it stands in the template: functions are not evaluated.
    pub body: &'t Tree,
    pub(crate) properties: Tree,
    /// What `Ref` of it yields.
    pub reference: String,
    /// Its ARN, where the type has one.
    pub arn: Option<String>,
}

impl<'t> Resource<'t> {
    /// All properties.
    pub fn properties(&self) -> &Tree {
        &self.properties
    }

    /// A property, if it is set.
    pub fn get(&self, property: &str) -> Option<&Tree> {
        self.properties.get(property)
    }

    /// A property of a property.
    pub fn at(&self, path: &[&str]) -> Option<&Tree> {
        self.properties.at(path)
    }

    /// A property as it stands in the template, functions and all.
    pub fn raw(&self, property: &str) -> Option<&'t Tree> {
        self.body.at(&["Properties", property])
    }

    /// A property's text, which may hold tokens.
    pub fn text(&self, property: &str) -> Option<&str> {
        self.get(property)?.as_str()
    }

    /// A property's text, if it is known to the letter.
    pub fn known(&self, property: &str) -> Option<&str> {
        self.text(property).filter(|text| is_known(text))
    }

    /// A whole number; CloudFormation also takes it as text.
    pub fn int(&self, property: &str) -> Option<i64> {
        int(self.get(property)?)
    }

    /// A truth value; CloudFormation also takes it as text.
    pub fn flag(&self, property: &str) -> Option<bool> {
        flag(self.get(property)?)
    }

    /// The items of a list; CloudFormation takes a lone item, too.
    pub fn items(&self, property: &str) -> &[Tree] {
        self.get(property).map_or(&[], items)
    }

    /// The entries of a map, in template order.
    pub fn entries(&self, property: &str) -> impl Iterator<Item = (&str, &Tree)> {
        let map = self.get(property).and_then(Tree::as_map);
        map.into_iter()
            .flatten()
            .map(|(key, value)| (key.as_str(), value))
    }

    /// The logical ids that it names in `DependsOn`.
    pub fn depends_on(&self) -> impl Iterator<Item = &'t str> {
        let names = self.body.get("DependsOn").map_or(&[][..], items);
        names.iter().filter_map(Tree::as_str)
    }
}

/// A whole number, also where it is written as text.
pub fn int(tree: &Tree) -> Option<i64> {
    tree.as_int().or_else(|| tree.as_str()?.parse().ok())
}

/// A number, also where it is written as text.
pub fn number(tree: &Tree) -> Option<f64> {
    match tree {
        Tree::Float(value) => Some(*value),
        tree => tree.scalar_text()?.parse().ok(),
    }
}

/// A truth value, also where it is written as text.
pub fn flag(tree: &Tree) -> Option<bool> {
    tree.as_bool().or_else(|| tree.as_str()?.parse().ok())
}

/// The items of a list, or the lone item that stands for a list of one.
pub fn items(tree: &Tree) -> &[Tree] {
    match tree {
        Tree::List(items) => items,
        one => std::slice::from_ref(one),
    }
}

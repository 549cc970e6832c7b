//! Resources of a type, and those among them with some properties.

use std::{collections::BTreeSet, fmt::Write as _};

use cfn::Tree;

use crate::{
    Matcher, Synthesized,
    fail::fail,
    matcher::{Difference, at},
};

/// Resources of one type that match what was asked so far.
#[derive(Clone, Debug)]
#[must_use = "a query asserts nothing by itself: end it with `one`, `count`, `none` or `ids`"]
pub struct Found<'a> {
    of: &'a Synthesized,
    cfn_type: String,
    wanted: Vec<(String, Matcher)>,
}

/// One resource of the template.
#[derive(Clone, Copy, Debug)]
pub struct Resource<'a> {
    pub(crate) of: &'a Synthesized,
    pub(crate) id: &'a str,
    pub(crate) body: &'a Tree,
}

impl<'a> Found<'a> {
    pub(crate) fn new(of: &'a Synthesized, cfn_type: &str) -> Self {
        Self {
            of,
            cfn_type: cfn_type.to_owned(),
            wanted: Vec::new(),
        }
    }

    /// Those whose property is like this. The property may lie deep: `TimeToLiveSpecification.Enabled`, `KeySchema[0]`.
    pub fn with(mut self, property: &str, matcher: impl Into<Matcher>) -> Self {
        self.wanted.push((property.to_owned(), matcher.into()));
        self
    }

    fn of_type(&self) -> impl Iterator<Item = Resource<'a>> {
        let of = self.of;
        of.template()
            .resources()
            .map(move |(id, body)| Resource { of, id, body })
            .filter(|resource| resource.cfn_type() == self.cfn_type)
    }

    fn differences(&self, resource: &Resource<'a>) -> Vec<Difference> {
        let wanted = self.wanted.iter();
        wanted
            .flat_map(|(property, matcher)| resource.differences(property, matcher))
            .collect()
    }

    /// All that match, in template order.
    pub fn list(&self) -> Vec<Resource<'a>> {
        self.of_type()
            .filter(|resource| self.differences(resource).is_empty())
            .collect()
    }

    /// Their logical ids, in template order.
    pub fn ids(&self) -> Vec<&'a str> {
        self.list().iter().map(|resource| resource.id).collect()
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        self.list().len()
    }

    /// The only one; fails the test if there is none, with what comes nearest, or if there are several.
    #[track_caller]
    pub fn one(&self) -> Resource<'a> {
        match self.list().as_slice() {
            [one] => *one,
            [] => fail(&self.nothing()),
            several => fail(&format!(
                "{} are {}: {}\nhint: tell them apart with another `.with(..)`",
                several.len(),
                self.asked(),
                names(several)
            )),
        }
    }

    /// Fails the test if there is one.
    #[track_caller]
    pub fn none(&self) {
        let found = self.list();
        if !found.is_empty() {
            fail(&format!(
                "there should be no {}, and there is {}",
                self.asked(),
                names(&found)
            ));
        }
    }

    /// What was asked, on one line.
    fn asked(&self) -> String {
        let mut asked = format!("`{}`", self.cfn_type);
        for (index, (property, matcher)) in self.wanted.iter().enumerate() {
            let before = if index == 0 { " with" } else { "," };
            let _ = write!(asked, "{before} {property} {matcher}");
        }
        asked
    }

    /// Why there is none: the one that differs least, and in what.
    fn nothing(&self) -> String {
        let mut message = format!("there is no {}", self.asked());
        let candidates = self
            .of_type()
            .map(|resource| (self.differences(&resource), resource));
        if let Some((differences, resource)) = candidates.min_by_key(|(differences, _)| differences.len()) {
            let _ = write!(message, "\nthe nearest is {}, which differs:", resource.placed());
            for difference in differences {
                let _ = write!(message, "\n  {difference}");
            }
        } else {
            let resources = self.of.template().resources();
            let types: BTreeSet<&str> = resources
                .filter_map(|(id, _)| self.of.template().type_of(id))
                .collect();
            let types: Vec<&str> = types.into_iter().collect();
            let _ = write!(message, "\nthere are resources of: {}", types.join(", "));
        }
        message
    }
}

fn names(resources: &[Resource<'_>]) -> String {
    let names: Vec<String> = resources.iter().map(Resource::placed).collect();
    names.join(", ")
}

impl<'a> Resource<'a> {
    /// The logical id.
    pub fn id(&self) -> &'a str {
        self.id
    }

    /// The type, such as `AWS::Lambda::Function`.
    pub fn cfn_type(&self) -> &'a str {
        self.body.get("Type").and_then(Tree::as_str).unwrap_or_default()
    }

    /// The whole resource: type, properties, policies.
    pub fn body(&self) -> &'a Tree {
        self.body
    }

    /// A property, which may lie deep: `Environment.Variables.TABLE`, `KeySchema[0]`.
    pub fn property(&self, path: &str) -> Option<&'a Tree> {
        at(self.body.get("Properties")?, path)
    }

    /// A property as text, functions replaced by their values.
    pub fn text(&self, path: &str) -> Option<String> {
        self.property(path).map(|value| self.of.text(value))
    }

    /// Fails the test unless the property is like this.
    #[track_caller]
    pub fn assert(&self, property: &str, matcher: impl Into<Matcher>) -> Self {
        let differences = self.differences(property, &matcher.into());
        if !differences.is_empty() {
            let lines: Vec<String> = differences
                .iter()
                .map(|difference| format!("\n  {difference}"))
                .collect();
            fail(&format!("{} differs:{}", self.placed(), lines.concat()));
        }
        *self
    }

    fn differences(&self, property: &str, matcher: &Matcher) -> Vec<Difference> {
        matcher.differences(property, self.property(property), self.of.concrete())
    }

    /// The logical id, and where it was declared.
    fn placed(&self) -> String {
        match self.of.template().origins().get(self.id) {
            Some(origin) => format!("`{}` ({origin})", self.id),
            None => format!("`{}`", self.id),
        }
    }
}

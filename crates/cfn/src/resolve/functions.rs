//! Evaluates the functions.

use super::{Environment, ResolveError, ResolveProblem as Problem, base64, site::Site};
use crate::{Map, Pseudo, Tree, path::Path, sub::Piece};

/// What is known of the resources: the values that `Ref` and `Fn::GetAtt` yield.
pub trait Lookup {
    /// What `Ref` of the resource yields, if it is available.
    fn reference(&self, id: &str) -> Option<Tree>;

    /// What `Fn::GetAtt` of the resource's attribute yields, if it is available.
    fn attribute(&self, id: &str, attribute: &str) -> Option<Tree>;

    /// What stands for a function that has no value, with the argument as it is written; `None`, the default, makes it
    /// an error.
    fn fallback(&self, _function: &str, _argument: &Tree) -> Option<Tree> {
        None
    }
}

/// Replaces every intrinsic function of the tree by its value.
///
/// Entries and list items that become `AWS::NoValue` disappear; where the whole tree does, the result is
/// [`Tree::Null`]. Only the chosen branch of `Fn::If` is evaluated. `Fn::ImportValue`, `Fn::Transform` and other
/// functions that need AWS are errors, never left in place.
pub fn resolve(tree: &Tree, environment: &Environment, lookup: &dyn Lookup) -> Result<Tree, ResolveError> {
    let resolved = Resolver::new(environment, lookup).resolve(tree, Path::ROOT)?;
    Ok(resolved.unwrap_or_default())
}

pub(super) struct Resolver<'a> {
    pub(super) environment: &'a Environment,
    lookup: &'a dyn Lookup,
    /// The conditions that are being decided, to notice one that is defined through itself.
    pub(super) deciding: Vec<String>,
    /// How deep the conditions that are being decided nest.
    pub(super) depth: usize,
}

/// A value, or `None` for `AWS::NoValue`.
type Resolved = Result<Option<Tree>, ResolveError>;

impl<'a> Resolver<'a> {
    pub(super) fn new(environment: &'a Environment, lookup: &'a dyn Lookup) -> Self {
        Self {
            environment,
            lookup,
            deciding: Vec::new(),
            depth: 0,
        }
    }

    fn resolve(&mut self, tree: &Tree, path: Path<'_>) -> Resolved {
        match tree {
            Tree::Map(map) => match tree.as_function() {
                Some((function, argument)) => {
                    let value = self.call(function, argument, path.key(function));
                    value.or_else(|error| Ok(Some(self.fallback(function, argument, error)?)))
                }
                None => self.entries(map, path).map(|map| Some(Tree::Map(map))),
            },
            Tree::List(items) => self.list(items, path).map(|items| Some(Tree::List(items))),
            scalar => Ok(Some(scalar.clone())),
        }
    }

    fn entries(&mut self, map: &Map, path: Path<'_>) -> Result<Map, ResolveError> {
        let mut resolved = Map::with_capacity(map.len());
        for (key, value) in map {
            if key.starts_with("Fn::") {
                let error = Site::new(key, path).error(Problem::NotAlone);
                resolved.insert(key.clone(), self.fallback(key, value, error)?);
            } else if let Some(value) = self.resolve(value, path.key(key))? {
                resolved.insert(key.clone(), value);
            }
        }
        Ok(resolved)
    }

    fn fallback(&self, function: &str, argument: &Tree, error: ResolveError) -> Result<Tree, ResolveError> {
        self.lookup.fallback(function, argument).ok_or(error)
    }

    fn list(&mut self, items: &[Tree], path: Path<'_>) -> Result<Vec<Tree>, ResolveError> {
        let mut resolved = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            resolved.extend(self.resolve(item, path.index(index))?);
        }
        Ok(resolved)
    }

    fn call(&mut self, function: &str, argument: &Tree, path: Path<'_>) -> Resolved {
        let site = Site::new(function, path);
        match function {
            "Ref" => self.reference(site.literal(argument)?, &site),
            "Fn::GetAtt" => self.get_att(argument, &site).map(Some),
            "Fn::Sub" => self.substitute(argument, &site).map(|text| Some(text.into())),
            "Fn::Join" => self.join(argument, &site).map(|text| Some(text.into())),
            "Fn::Select" => self.select(argument, &site).map(Some),
            "Fn::Split" => self.split(argument, &site).map(Some),
            // CloudFormation takes it in resources and outputs only.
            "Fn::If" if self.deciding.is_empty() => self.choose(argument, &site),
            "Fn::FindInMap" => self.find_in_map(argument, &site).map(Some),
            "Fn::Base64" => Ok(Some(base64::encode(&self.text(argument, &site)?).into())),
            "Fn::ImportValue" => Err(site.error(Problem::NotLocal)),
            _ => Err(site.error(Problem::Unsupported)),
        }
    }

    fn reference(&self, name: &str, site: &Site<'_>) -> Resolved {
        if let Some(pseudo) = Pseudo::named(name) {
            return Ok(self.environment.pseudo(pseudo));
        }
        let parameter = self.environment.parameters.get(name).cloned();
        match parameter.or_else(|| self.lookup.reference(name)) {
            Some(value) => Ok(Some(value)),
            None => Err(site.error(Problem::UnknownReference(name.to_owned()))),
        }
    }

    fn attribute(&self, id: &str, attribute: &str, site: &Site<'_>) -> Result<Tree, ResolveError> {
        self.lookup.attribute(id, attribute).ok_or_else(|| {
            let (id, attribute) = (id.to_owned(), attribute.to_owned());
            site.error(Problem::UnknownAttribute { id, attribute })
        })
    }

    fn get_att(&mut self, argument: &Tree, site: &Site<'_>) -> Result<Tree, ResolveError> {
        if let Some((id, attribute)) = argument.as_str().and_then(|text| text.split_once('.')) {
            return self.attribute(id, attribute, site);
        }
        let [id, attribute] = site.arguments(argument)?;
        let id = site.index(0).literal(id)?;
        let attribute = self.text(attribute, &site.index(1))?;
        self.attribute(id, &attribute, site)
    }

    fn substitute(&mut self, argument: &Tree, site: &Site<'_>) -> Result<String, ResolveError> {
        let (template, variables) = match argument {
            Tree::List(_) => {
                let [template, variables] = site.arguments(argument)?;
                let variables = self.variables(variables, &site.index(1))?;
                (site.index(0).literal(template)?, variables)
            }
            _ => (site.literal(argument)?, Map::new()),
        };
        let mut result = String::with_capacity(template.len());
        for piece in Piece::all(template) {
            match piece {
                Piece::Text(text) => result.push_str(text),
                Piece::Escaped(name) => result.extend(["${", name, "}"]),
                Piece::Hole(name) => result.push_str(&self.hole(name, &variables, site)?),
            }
        }
        Ok(result)
    }

    fn variables(&mut self, variables: &Tree, site: &Site<'_>) -> Result<Map, ResolveError> {
        match variables {
            Tree::Map(map) => self.entries(map, site.path),
            other => Err(site.wrong_form("a map of variables", other.kind())),
        }
    }

    fn hole(&self, name: &str, variables: &Map, site: &Site<'_>) -> Result<String, ResolveError> {
        if let Some(value) = variables.get(name) {
            return site.text_of(Some(value));
        }
        let value = match name.split_once('.') {
            Some((id, attribute)) => Some(self.attribute(id, attribute, site)?),
            None => self.reference(name, site)?,
        };
        site.text_of(value.as_ref())
    }

    fn join(&mut self, argument: &Tree, site: &Site<'_>) -> Result<String, ResolveError> {
        let [delimiter, items] = site.arguments(argument)?;
        let delimiter = site.index(0).literal(delimiter)?;
        let site = site.index(1);
        let items = self.values(items, &site)?;
        let texts: Result<Vec<_>, _> = items.iter().map(|item| site.text_of(Some(item))).collect();
        Ok(texts?.join(delimiter))
    }

    fn select(&mut self, argument: &Tree, site: &Site<'_>) -> Result<Tree, ResolveError> {
        let [index, items] = site.arguments(argument)?;
        let Ok(index) = self.text(index, &site.index(0))?.parse::<usize>() else {
            return Err(site.index(0).wrong_form("an index from 0", "something else"));
        };
        let mut items = self.values(items, &site.index(1))?;
        let length = items.len();
        if index < length {
            Ok(items.swap_remove(index))
        } else {
            Err(site.error(Problem::OutOfRange { index, length }))
        }
    }

    fn split(&mut self, argument: &Tree, site: &Site<'_>) -> Result<Tree, ResolveError> {
        let [delimiter, text] = site.arguments(argument)?;
        let delimiter = site.index(0).literal(delimiter)?;
        if delimiter.is_empty() {
            return Err(site.index(0).wrong_form("a delimiter", "empty text"));
        }
        let text = self.text(text, &site.index(1))?;
        Ok(text.split(delimiter).map(Tree::from).collect())
    }

    fn choose(&mut self, argument: &Tree, site: &Site<'_>) -> Resolved {
        let [condition, yes, no] = site.arguments(argument)?;
        if self.holds(site.index(0).literal(condition)?, site)? {
            self.resolve(yes, site.path.index(1))
        } else {
            self.resolve(no, site.path.index(2))
        }
    }

    fn find_in_map(&mut self, argument: &Tree, site: &Site<'_>) -> Result<Tree, ResolveError> {
        let [mapping, first, second] = site.arguments(argument)?;
        let mapping = self.text(mapping, &site.index(0))?;
        let first = self.text(first, &site.index(1))?;
        let second = self.text(second, &site.index(2))?;
        let rows = self.environment.mappings.get(&mapping);
        let found = rows.and_then(|rows| rows.at(&[&first, &second])).cloned();
        found.ok_or_else(|| {
            site.error(Problem::UnknownMapping {
                mapping,
                first,
                second,
            })
        })
    }

    /// The value of an argument, as text.
    pub(super) fn text(&mut self, tree: &Tree, site: &Site<'_>) -> Result<String, ResolveError> {
        let value = self.resolve(tree, site.path)?;
        site.text_of(value.as_ref())
    }

    /// The items of a list, or of a function that yields one.
    fn values(&mut self, tree: &Tree, site: &Site<'_>) -> Result<Vec<Tree>, ResolveError> {
        let value = self.resolve(tree, site.path)?;
        site.list_of(value)
    }
}

//! Walks a template once and lists every use of a name: what refers to what, and where.

use crate::{Map, Template, Tree, path::Path, sub::Piece};

/// One use of a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Use<'t> {
    /// The section in which it stands, such as `Resources`.
    pub(super) section: &'t str,
    /// The entry of the section in which it stands.
    pub(super) owner: &'t str,
    /// Where in that entry.
    pub(super) path: String,
    /// The branches of `Fn::If` in which it stands: each condition, and whether it holds there.
    pub(super) branches: Vec<(&'t str, bool)>,
    /// What it names.
    pub(super) target: Target<'t>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target<'t> {
    /// `Ref`, or a hole of `Fn::Sub`.
    Name(&'t str),
    /// `Fn::GetAtt`, or a hole with a point; no attribute where that is computed.
    Attribute(&'t str, Option<&'t str>),
    /// `DependsOn`.
    Resource(&'t str),
    /// `Fn::If`, `Condition`.
    Condition(&'t str),
    /// `Fn::FindInMap` with its keys, as far as they are written out.
    Mapping(&'t str, [Option<&'t str>; 2]),
    /// A function whose arguments have the wrong form, and the right one.
    Malformed(&'t str, &'static str),
}

impl Use<'_> {
    /// The full place, as a reader of the template would say it: `Connect.Properties.Role`, `Outputs.Url.Value`.
    pub(super) fn place(&self) -> String {
        let (section, owner, path) = (self.section, self.owner, self.path.as_str());
        let place = if section == "Resources" {
            owner.to_owned()
        } else {
            format!("{section}.{owner}")
        };
        if path.is_empty() {
            place
        } else {
            format!("{place}.{path}")
        }
    }
}

pub(super) fn of(template: &Template) -> Vec<Use<'_>> {
    let mut uses = Vec::new();
    for section in ["Conditions", "Resources", "Outputs"] {
        for (owner, body) in template.section(section) {
            let mut walk = Walk {
                section,
                owner,
                branches: Vec::new(),
                uses: &mut uses,
            };
            walk.entry(body);
        }
    }
    uses
}

struct Walk<'t, 'u> {
    section: &'t str,
    owner: &'t str,
    branches: Vec<(&'t str, bool)>,
    uses: &'u mut Vec<Use<'t>>,
}

impl<'t> Walk<'t, '_> {
    fn found(&mut self, target: Target<'t>, path: Path<'_>) {
        self.uses.push(Use {
            section: self.section,
            owner: self.owner,
            path: path.to_string(),
            branches: self.branches.clone(),
            target,
        });
    }

    /// A condition, resource or output: the attributes that name something directly, then everything else.
    fn entry(&mut self, body: &'t Tree) {
        let root = Path::ROOT;
        let Some(map) = body.as_map().filter(|_| self.section != "Conditions") else {
            return self.tree(body, root);
        };
        for (key, value) in map {
            let path = root.key(key);
            match key.as_str() {
                "Type" | "DeletionPolicy" | "UpdateReplacePolicy" => {}
                "Condition" => self.condition(key, value, path),
                "DependsOn" => self.depends_on(value, path),
                _ => self.tree(value, path),
            }
        }
    }

    fn condition(&mut self, function: &'t str, name: &'t Tree, path: Path<'_>) {
        self.found(
            match name.as_str() {
                Some(name) => Target::Condition(name),
                None => Target::Malformed(function, "the name of a condition"),
            },
            path,
        );
    }

    fn depends_on(&mut self, ids: &'t Tree, path: Path<'_>) {
        let ids = match ids {
            Tree::List(ids) => ids.as_slice(),
            one => std::slice::from_ref(one),
        };
        for id in ids {
            self.found(
                match id.as_str() {
                    Some(id) => Target::Resource(id),
                    None => Target::Malformed("DependsOn", "one logical id or a list of them"),
                },
                path,
            );
        }
    }

    fn tree(&mut self, tree: &'t Tree, path: Path<'_>) {
        match tree {
            Tree::Map(map) => match tree.as_single() {
                Some((function, argument)) => self.call(function, argument, path.key(function)),
                None => self.entries(map, path),
            },
            Tree::List(items) => self.items(items, path),
            _ => {}
        }
    }

    fn entries(&mut self, map: &'t Map, path: Path<'_>) {
        for (key, value) in map {
            self.tree(value, path.key(key));
        }
    }

    fn items(&mut self, items: &'t [Tree], path: Path<'_>) {
        for (index, item) in items.iter().enumerate() {
            self.tree(item, path.index(index));
        }
    }

    fn call(&mut self, function: &'t str, argument: &'t Tree, path: Path<'_>) {
        match function {
            "Ref" => self.found(
                match argument.as_str() {
                    Some(name) => Target::Name(name),
                    None => Target::Malformed(function, "one name"),
                },
                path,
            ),
            "Condition" if self.section == "Conditions" => self.condition(function, argument, path),
            "Fn::GetAtt" => self.get_att(function, argument, path),
            "Fn::Sub" => self.sub(function, argument, path),
            "Fn::If" => self.choose(function, argument, path),
            "Fn::FindInMap" => self.find_in_map(function, argument, path),
            "Fn::Join" | "Fn::Select" | "Fn::Split" | "Fn::Equals" => {
                let two = argument.as_list().is_some_and(|items| items.len() == 2);
                if !two {
                    self.found(Target::Malformed(function, "a list of two arguments"), path);
                }
                self.tree(argument, path);
            }
            _ => self.tree(argument, path),
        }
    }

    fn get_att(&mut self, function: &'t str, argument: &'t Tree, path: Path<'_>) {
        let target = match argument {
            Tree::String(text) => text.split_once('.').map(|(id, attribute)| (id, Some(attribute))),
            Tree::List(items) => match items.as_slice() {
                [Tree::String(id), attribute] => {
                    self.tree(attribute, path.index(1));
                    Some((id.as_str(), attribute.as_str()))
                }
                _ => None,
            },
            _ => None,
        };
        let malformed = Target::Malformed(function, "a logical id and an attribute");
        let target = target.map_or(malformed, |(id, attribute)| Target::Attribute(id, attribute));
        self.found(target, path);
    }

    fn sub(&mut self, function: &'t str, argument: &'t Tree, path: Path<'_>) {
        let no_variables = Map::new();
        let (text, variables) = match argument {
            Tree::String(text) => (text, &no_variables),
            Tree::List(items) => match items.as_slice() {
                [Tree::String(text), Tree::Map(variables)] => {
                    self.entries(variables, path.index(1));
                    (text, variables)
                }
                _ => return self.found(Target::Malformed(function, "text and a map of variables"), path),
            },
            _ => {
                return self.found(
                    Target::Malformed(function, "text, or text and a map of variables"),
                    path,
                );
            }
        };
        for piece in Piece::all(text) {
            if let Piece::Hole(name) = piece
                && !variables.contains_key(name)
            {
                let target = match name.split_once('.') {
                    Some((id, attribute)) => Target::Attribute(id, Some(attribute)),
                    None => Target::Name(name),
                };
                self.found(target, path);
            }
        }
    }

    fn choose(&mut self, function: &'t str, argument: &'t Tree, path: Path<'_>) {
        let Some([Tree::String(condition), yes, no]) = argument.as_list() else {
            return self.found(Target::Malformed(function, "a condition and two values"), path);
        };
        self.found(Target::Condition(condition), path);
        for (index, branch, holds) in [(1, yes, true), (2, no, false)] {
            self.branches.push((condition, holds));
            self.tree(branch, path.index(index));
            self.branches.pop();
        }
    }

    fn find_in_map(&mut self, function: &'t str, argument: &'t Tree, path: Path<'_>) {
        let Some([mapping, first, second]) = argument.as_list() else {
            return self.found(Target::Malformed(function, "a mapping and two keys"), path);
        };
        if let Some(name) = mapping.as_str() {
            self.found(Target::Mapping(name, [first.as_str(), second.as_str()]), path);
        }
        for (index, part) in [mapping, first, second].into_iter().enumerate() {
            self.tree(part, path.index(index));
        }
    }
}

//! `$input`: the message and the parameters of the request.

use std::rc::Rc;

use cfn::Tree;

use super::Called;
use crate::{
    error::RenderProblem,
    eval::Run,
    json,
    jsonpath::{Path, PathError},
    value::{Outcome, Value},
};

pub(crate) const METHODS: [&str; 3] = ["json", "params", "path"];

pub(super) fn call(run: &mut Run<'_>, name: &str, arguments: &[Value]) -> Called {
    Ok(Some(match (name, arguments) {
        ("json", [Value::Text(path)]) => run.json(path)?,
        ("path", [Value::Text(path)]) => run.path(path)?,
        ("params", []) => run.heap.import(&run.context.parameters)?,
        ("params", [Value::Text(name)]) => run.parameter(name)?,
        _ => return Ok(None),
    }))
}

impl Run<'_> {
    /// `$input.body`: the text as it came; without one, an empty text.
    pub(crate) fn body(&mut self) -> Outcome<Value> {
        let body = self.context.body.as_deref().unwrap_or_default();
        self.heap.text(body)
    }

    /// `$input.json(path)`: JSON text, and `""` where the path leads nowhere.
    fn json(&mut self, path: &str) -> Outcome<Value> {
        let document = self.document()?;
        let text = match find(path, &document)? {
            Found::Nothing => "\"\"".to_owned(),
            Found::One(tree) => json::write(tree),
            Found::Several(trees) => {
                let items: Vec<String> = trees.into_iter().map(json::write).collect();
                format!("[{}]", items.join(","))
            }
        };
        self.heap.text(&text)
    }

    /// `$input.path(path)`: the value, and an empty text where the path leads nowhere, as `$input.json` has it.
    fn path(&mut self, path: &str) -> Outcome<Value> {
        let document = self.document()?;
        match find(path, &document)? {
            Found::Nothing => self.heap.text(""),
            Found::One(tree) => self.heap.import(tree),
            Found::Several(trees) => {
                let items = trees
                    .into_iter()
                    .map(|tree| self.heap.import(tree))
                    .collect::<Outcome<_>>()?;
                self.heap.list(items)
            }
        }
    }

    /// `$input.params(name)`: of the path, the query or the headers, whichever has it first; else an empty text.
    fn parameter(&mut self, name: &str) -> Outcome<Value> {
        let places = ["path", "querystring", "header"];
        let value = places
            .iter()
            .find_map(|place| self.context.parameters.at(&[place, name]));
        match value {
            Some(value) => self.heap.import(value),
            None => self.heap.text(""),
        }
    }

    /// The body as JSON; a body that is missing or empty is an empty object.
    fn document(&mut self) -> Outcome<Rc<Tree>> {
        if let Some(document) = &self.document {
            return Ok(document.clone());
        }
        let tree = match self.context.body.as_deref().map_or("", str::trim) {
            "" => Tree::map(),
            text => json::read(text).map_err(|reason| RenderProblem::Json {
                what: "the body",
                reason,
            })?,
        };
        Ok(self.document.insert(Rc::new(tree)).clone())
    }
}

enum Found<'t> {
    Nothing,
    One(&'t Tree),
    Several(Vec<&'t Tree>),
}

fn find<'t>(path: &str, document: &'t Tree) -> Outcome<Found<'t>> {
    let problem = |error: PathError| RenderProblem::Path {
        path: path.to_owned(),
        error,
    };
    let parsed = Path::parse(path).map_err(problem)?;
    let found = parsed.select(document).map_err(problem)?;
    Ok(if !parsed.is_definite() {
        Found::Several(found)
    } else if let Some(tree) = found.first() {
        Found::One(tree)
    } else {
        Found::Nothing
    })
}

#[cfg(test)]
mod tests;

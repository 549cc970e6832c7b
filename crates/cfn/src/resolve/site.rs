//! The function that is being evaluated and where it stands, which every error names; and the forms of arguments.

use super::{ResolveError, ResolveProblem as Problem};
use crate::{Tree, path::Path};

#[derive(Clone, Copy, Debug)]
pub(super) struct Site<'a> {
    function: &'a str,
    pub(super) path: Path<'a>,
}

impl<'a> Site<'a> {
    pub(super) fn new(function: &'a str, path: Path<'a>) -> Self {
        Self { function, path }
    }

    /// The same function's argument at `index`.
    pub(super) fn index(&'a self, index: usize) -> Self {
        Self::new(self.function, self.path.index(index))
    }

    pub(super) fn error(&self, problem: Problem) -> ResolveError {
        ResolveError {
            function: self.function.to_owned(),
            path: self.path.to_string(),
            problem,
        }
    }

    pub(super) fn wrong_form(&self, expected: &'static str, found: &'static str) -> ResolveError {
        self.error(Problem::Form { expected, found })
    }

    /// The arguments of a function that takes a list of `N`.
    pub(super) fn arguments<'t, const N: usize>(
        &self,
        tree: &'t Tree,
    ) -> Result<&'t [Tree; N], ResolveError> {
        let expected = match N {
            1 => "a list of one argument",
            2 => "a list of two arguments",
            _ => "a list of three arguments",
        };
        let items = self.items(tree)?;
        let arguments = items.try_into();
        arguments.map_err(|_| self.wrong_form(expected, "a list of another length"))
    }

    /// A list that stands as written, its items not resolved yet.
    pub(super) fn items<'t>(&self, tree: &'t Tree) -> Result<&'t [Tree], ResolveError> {
        let items = tree.as_list();
        items.ok_or_else(|| self.wrong_form("a list", tree.kind()))
    }

    /// Text that must stand as written: names and delimiters.
    pub(super) fn literal<'t>(&self, tree: &'t Tree) -> Result<&'t str, ResolveError> {
        let text = tree.as_str();
        text.ok_or_else(|| self.wrong_form("text", tree.kind()))
    }

    /// The text of a resolved value; `None` is `AWS::NoValue`.
    pub(super) fn text_of(&self, value: Option<&Tree>) -> Result<String, ResolveError> {
        let Some(value) = value else {
            return Err(self.wrong_form("text", "`AWS::NoValue`"));
        };
        let text = value.scalar_text();
        text.ok_or_else(|| self.wrong_form("text", value.kind()))
    }

    /// The items of a resolved value; `None` is `AWS::NoValue`.
    pub(super) fn list_of(&self, value: Option<Tree>) -> Result<Vec<Tree>, ResolveError> {
        match value {
            Some(Tree::List(items)) => Ok(items),
            Some(other) => Err(self.wrong_form("a list", other.kind())),
            None => Err(self.wrong_form("a list", "`AWS::NoValue`")),
        }
    }
}

//! From trees and JSON to policies: every mistake at once, each with its path.

mod condition;
mod statement;

use cfn::Tree;

use crate::{Policy, PolicyError, PolicyErrors, PolicyProblem as Problem};

impl Policy {
    /// Reads a document from a tree whose functions are resolved.
    ///
    /// A statement without principals must name resources; one with principals belongs to a resource and may leave them
    /// out, as trust policies do.
    pub fn read(name: impl Into<String>, document: &Tree) -> Result<Self, PolicyErrors> {
        let mut reader = Reader::default();
        let statements = reader.document(document);
        reader.finish(name.into(), statements)
    }

    /// Reads a document from JSON text.
    pub fn from_json(name: impl Into<String>, text: &str) -> Result<Self, PolicyErrors> {
        match Tree::from_json(text) {
            Ok(document) => Self::read(name, &document),
            Err(error) => {
                let error = PolicyError {
                    path: String::new(),
                    problem: error.into(),
                };
                Err(PolicyErrors {
                    name: name.into(),
                    errors: vec![error],
                })
            }
        }
    }
}

/// Collects the mistakes.
#[derive(Default)]
struct Reader {
    errors: Vec<PolicyError>,
    /// Whether `${…}` are variables.
    variables: bool,
}

impl Reader {
    fn finish(self, name: String, statements: Vec<crate::Statement>) -> Result<Policy, PolicyErrors> {
        if self.errors.is_empty() {
            Ok(Policy { name, statements })
        } else {
            Err(PolicyErrors {
                name,
                errors: self.errors,
            })
        }
    }

    fn fail(&mut self, path: &str, problem: Problem) {
        self.errors.push(PolicyError {
            path: path.to_owned(),
            problem,
        });
    }

    fn wrong(&mut self, path: &str, expected: &'static str, found: &Tree) {
        self.fail(
            path,
            Problem::Form {
                expected,
                found: found.kind(),
            },
        );
    }

    fn document(&mut self, document: &Tree) -> Vec<crate::Statement> {
        let Some(map) = document.as_map() else {
            self.wrong("", "a map", document);
            return Vec::new();
        };
        self.known_elements("", map, &["Version", "Id", "Statement"]);
        self.version(map.get("Version"));
        let Some(statements) = map.get("Statement") else {
            self.fail(
                "",
                Problem::Form {
                    expected: "`Statement`",
                    found: "none",
                },
            );
            return Vec::new();
        };
        let mut read = Vec::new();
        match statements {
            Tree::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    read.extend(self.statement(&format!("Statement[{index}]"), item));
                }
            }
            one => read.extend(self.statement("Statement", one)),
        }
        read
    }

    /// Without a version a document is of 2008, whose texts have no variables.
    fn version(&mut self, version: Option<&Tree>) {
        self.variables = version.is_some_and(|version| version.as_str() != Some("2008-10-17"));
        match version.map(|version| (version, version.as_str())) {
            None | Some((_, Some("2008-10-17" | "2012-10-17"))) => {}
            Some((_, Some(other))) => self.fail("Version", Problem::Version(other.to_owned())),
            Some((other, None)) => self.wrong("Version", "text", other),
        }
    }

    fn known_elements(&mut self, path: &str, map: &cfn::Map, known: &[&'static str]) {
        for name in map.keys() {
            if !known.contains(&name.as_str()) {
                let meant = cfn::nearest(name, known.iter().copied());
                self.fail(
                    path,
                    Problem::UnknownElement {
                        name: name.clone(),
                        meant,
                    },
                );
            }
        }
    }

    /// One text, or a list of them, each with its path.
    fn texts(&mut self, path: &str, tree: &Tree) -> Vec<(String, String)> {
        let one_or_many = match tree {
            Tree::List(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut texts = Vec::with_capacity(one_or_many.len());
        for (index, item) in one_or_many.iter().enumerate() {
            let path = if tree.as_list().is_some() {
                format!("{path}[{index}]")
            } else {
                path.to_owned()
            };
            match item.scalar_text() {
                Some(text) => texts.push((path, text)),
                None => self.wrong(&path, "text", item),
            }
        }
        texts
    }

    fn text(&self, text: &str) -> crate::Text {
        if self.variables {
            crate::Text::with_variables(text)
        } else {
            crate::Text::plain(text)
        }
    }
}

#[cfg(test)]
mod tests;

//! The `Condition` element: operators, their keys, their values.

use cfn::Tree;

use super::Reader;
use crate::{Condition, PolicyProblem as Problem, condition::Operator};

impl Reader {
    pub(super) fn conditions(&mut self, path: &str, tree: &Tree) -> Vec<Condition> {
        let Some(operators) = tree.as_map() else {
            self.wrong(path, "a map of operators", tree);
            return Vec::new();
        };
        let mut conditions = Vec::new();
        for (name, keys) in operators {
            let path = format!("{path}.{name}");
            let operator = match Operator::named(name) {
                Ok(operator) => operator,
                Err(meant) => {
                    self.fail(
                        &path,
                        Problem::Operator {
                            name: name.clone(),
                            meant,
                        },
                    );
                    continue;
                }
            };
            match keys.as_map() {
                Some(keys) => {
                    for (key, values) in keys {
                        conditions.push(self.condition(&format!("{path}.{key}"), operator, key, values));
                    }
                }
                None => self.wrong(&path, "a map of keys", keys),
            }
        }
        conditions
    }

    fn condition(&mut self, path: &str, operator: Operator, key: &str, values: &Tree) -> Condition {
        let texts = self.texts(path, values);
        let mut values = Vec::with_capacity(texts.len());
        for (path, source) in texts {
            let text = self.text(&source);
            let fixed = text.variables().next().is_none();
            if let Some(kind) = operator.comparison.check(&source).err().filter(|_| fixed) {
                self.fail(&path, Problem::Value { value: source, kind });
            }
            values.push(text);
        }
        Condition {
            operator,
            key: key.to_owned(),
            values,
        }
    }
}

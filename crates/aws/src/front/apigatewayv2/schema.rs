//! What API Gateway takes for the schema of a model.

use cfn::Tree;

use super::Model;

/// Words that later drafts brought: the service passes over them, and what they forbid gets through.
const LATER: [&str; 10] = [
    "$defs",
    "$id",
    "const",
    "contains",
    "dependentRequired",
    "else",
    "if",
    "propertyNames",
    "then",
    "unevaluatedProperties",
];

impl Model {
    /// The words of a schema that draft 4 does not know, sorted; names of properties are no words.
    ///
    /// API Gateway validates by draft 4 and passes over what came later.
    ///
    /// ```
    /// let schema = cfn::Tree::from_json(r#"{"properties": {"if": {"const": "chat"}}}"#)?;
    /// assert_eq!(aws::apigatewayv2::Model::later_words(&schema), ["const"]);
    /// # Ok::<(), cfn::read::ReadError>(())
    /// ```
    pub fn later_words(schema: &Tree) -> Vec<&str> {
        let mut found = Vec::new();
        let mut open = vec![schema];
        while let Some(tree) = open.pop() {
            match tree {
                Tree::List(items) => open.extend(items),
                Tree::Map(map) => {
                    for (word, value) in map {
                        let word = word.as_str();
                        let named = matches!(
                            word,
                            "properties" | "patternProperties" | "definitions" | "dependencies"
                        );
                        match value {
                            Tree::Map(inner) if named => open.extend(inner.values()),
                            _ if matches!(word, "enum" | "default") => {}
                            _ => open.push(value),
                        }
                        if LATER.contains(&word) && !found.contains(&word) {
                            found.push(word);
                        }
                    }
                }
                _ => {}
            }
        }
        found.sort_unstable();
        found
    }
}

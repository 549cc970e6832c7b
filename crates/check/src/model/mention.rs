//! What a value of the template refers to, as it is written.

use cfn::{Tree, sub};

/// A reference to a resource, or to a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The logical id.
    pub id: String,
    /// The attribute that is asked for; `None` is `Ref`.
    pub attribute: Option<String>,
}

/// The names that a value refers to with `Ref`, `Fn::GetAtt` and the holes of `Fn::Sub`, wherever they stand in it.
///
/// For rules that care how a value is written. What it *yields* is compared more easily, on the evaluated value.
///
/// ```
/// use cfn::Tree;
/// let value = Tree::single("Fn::Sub", "integrations/${Chat}");
/// assert_eq!(check::mentions(&value)[0].id, "Chat");
/// ```
pub fn mentions(value: &Tree) -> Vec<Mention> {
    let mut found = Vec::new();
    collect(value, &mut found);
    found
}

fn collect(value: &Tree, found: &mut Vec<Mention>) {
    let mut name = |text: &str| {
        let (id, attribute) = match text.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute.to_owned())),
            None => (text, None),
        };
        found.push(Mention {
            id: id.to_owned(),
            attribute,
        });
    };
    match (value.as_function(), value) {
        (Some(("Ref" | "Fn::GetAtt", Tree::String(text))), _) => name(text),
        (Some(("Fn::GetAtt", Tree::List(parts))), _) => {
            let parts: Vec<&str> = parts.iter().filter_map(Tree::as_str).collect();
            name(&parts.join("."));
        }
        (Some(("Fn::Sub", argument)), _) => {
            let (text, variables) = match argument {
                Tree::List(items) => (items.first(), items.get(1)),
                text => (Some(text), None),
            };
            for hole in text.and_then(Tree::as_str).into_iter().flat_map(sub::holes) {
                if variables.and_then(|map| map.get(hole)).is_none() {
                    name(hole);
                }
            }
            if let Some(variables) = variables {
                collect(variables, found);
            }
        }
        (_, Tree::Map(map)) => map.values().for_each(|value| collect(value, found)),
        (_, Tree::List(items)) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

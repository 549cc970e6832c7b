//! The values of parameters that decide what a template's conditions say.

use indexmap::{IndexMap, IndexSet};

use crate::{Template, Tree};

/// Each declared parameter that conditions compare with a text, and its values on both sides of them: those that it is
/// compared with, and one that it is not, as far as the parameter takes them.
///
/// ```
/// let template = cfn::Template::from_json("demo", r#"{
///     "Parameters": {"Stage": {"Type": "String", "AllowedValues": ["dev", "staging", "prod"]}},
///     "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}}
/// }"#)?;
/// assert_eq!(cfn::choices(&template)["Stage"], ["prod", "dev"]);
/// # Ok::<(), cfn::read::ReadError>(())
/// ```
pub fn choices(template: &Template) -> IndexMap<&str, Vec<String>> {
    let mut compared: IndexMap<&str, IndexSet<String>> = IndexMap::new();
    for (_, condition) in template.section("Conditions") {
        collect(condition, &mut compared);
    }
    let choice = |(name, compared)| {
        let declaration = template.tree().at(&["Parameters", name])?;
        Some((name, values(name, declaration, compared)))
    };
    compared.into_iter().filter_map(choice).collect()
}

fn values(name: &str, declaration: &Tree, compared: IndexSet<String>) -> Vec<String> {
    let Some(allowed) = declaration.get("AllowedValues").and_then(Tree::as_list) else {
        let another = format!("‹another {name}›");
        return compared.into_iter().chain([another]).collect();
    };
    let allowed: Vec<String> = allowed.iter().filter_map(Tree::scalar_text).collect();
    let another = allowed.iter().find(|value| !compared.contains(*value)).cloned();
    let taken = compared.into_iter().filter(|value| allowed.contains(value));
    taken.chain(another).collect()
}

fn collect<'t>(tree: &'t Tree, found: &mut IndexMap<&'t str, IndexSet<String>>) {
    if let Some(("Fn::Equals", argument)) = tree.as_function()
        && let Some([left, right]) = argument.as_list()
    {
        for (one, other) in [(left, right), (right, left)] {
            if let (Some(("Ref", Tree::String(name))), Some(value)) = (one.as_function(), other.scalar_text())
            {
                found.entry(name).or_default().insert(value);
            }
        }
        return;
    }
    match tree {
        Tree::Map(map) => map.values().for_each(|value| collect(value, found)),
        Tree::List(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

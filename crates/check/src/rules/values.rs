//! Values that do not fit their properties: the wrong type, an unknown word, nothing at all.

use cfn::{Severity, Shape, Tree, is_known, nearest};

use crate::{
    Finding, Found, Model, Resource, Rule,
    check::transforms,
    flag, int, number, rule,
    shapes::{Part, typed, walk},
};

pub(super) const RULES: &[Rule] = &[
    rule!("GW406", Error, "A value of the wrong type", wrong_type),
    rule!(
        "GW407",
        Error,
        "A value that is none of those that exist",
        unknown_word
    ),
    rule!("GW408", Error, "A value that is null", null),
];

/// Properties whose words become more from month to month: an unknown one may be younger than our tables.
const GROWING: [&str; 4] = [
    "CompatibleRuntimes",
    "MinimumProtocolVersion",
    "Runtime",
    "SecurityPolicy",
];

/// A hint lists no more words than these.
const MOST_WORDS: usize = 12;

/// Looks at every value of every resource that has a table.
fn values(model: &Model<'_>, look: &mut dyn FnMut(&Resource<'_>, &str, &str, Shape, &Tree)) {
    for (resource, info) in typed(model) {
        walk(info, resource.properties(), &mut |path, part| {
            if let Part::Value(name, shape, value) = part {
                look(resource, path, name, shape, value);
            }
        });
    }
}

fn wrong_type(model: &Model<'_>, found: &mut Found) {
    values(model, &mut |resource, path, name, shape, value| {
        if let Some(wanted) = wanted(name, shape, value) {
            let message = format!(
                "CloudFormation refuses `{name}`: it wants {wanted}, and this is {}",
                value.kind()
            );
            let mut finding = Finding::new(resource, message).attribute(path);
            finding.hint = advice(wanted, value).map(str::to_owned);
            found.add(finding);
        }
    });
}

/// How to write what was probably meant.
fn advice(wanted: &str, value: &Tree) -> Option<&'static str> {
    let is_tag = |item: &Tree| item.get("Key").is_some() && item.get("Value").is_some();
    match (wanted, value) {
        ("a map", Tree::List(items)) if items.iter().any(is_tag) => {
            Some("write each key with its value: `team: chat`")
        }
        ("a list", Tree::Map(_)) => Some("write a list, each item with a hyphen before it"),
        ("a list", _) => Some("put it into a list: a hyphen before it, on a line of its own"),
        _ => None,
    }
}

/// What a property wants, if this is surely something else. CloudFormation turns numbers and truth values into text and
/// back, but makes no lists or maps.
fn wanted(name: &str, shape: Shape, value: &Tree) -> Option<&'static str> {
    let text = match value {
        Tree::Null => return None,
        Tree::String(text) if !is_known(text) => return None,
        Tree::String(text) => Some(text.trim()),
        _ => None,
    };
    let is_scalar = !matches!(value, Tree::List(_) | Tree::Map(_));
    let (fits, wanted) = match shape {
        Shape::Json => (true, ""),
        Shape::Text | Shape::Id(_) | Shape::Arn(_) | Shape::Words(_) => (is_scalar, "text"),
        Shape::Integer | Shape::Numbers(_) => (is_whole(value), "a whole number"),
        Shape::Number => (number(value).is_some() && value.as_bool().is_none(), "a number"),
        Shape::Boolean => (is_flag(value), "`true` or `false`"),
        // Some services take the object as JSON text.
        Shape::Object(_) | Shape::Dict(_) => (
            value.as_map().is_some() || text.is_some_and(|text| text.starts_with('{')),
            "a map",
        ),
        // For old times' sake a table takes its key as a map.
        Shape::List(_) => (
            value.as_list().is_some() || (name == "KeySchema" && value.as_map().is_some()),
            "a list",
        ),
    };
    (!fits).then_some(wanted)
}

fn is_whole(value: &Tree) -> bool {
    /// No whole number of AWS has more than 64 bits.
    const LARGEST: f64 = 18_446_744_073_709_551_615.0;
    let fits = |value: f64| value.fract() == 0.0 && value.abs() <= LARGEST;
    int(value).is_some() || (value.as_bool().is_none() && number(value).is_some_and(fits))
}

/// Templates in YAML also write `yes` and `no`.
fn is_flag(value: &Tree) -> bool {
    let word = value.as_str().map(str::to_ascii_lowercase);
    flag(value).is_some()
        || matches!(
            word.as_deref(),
            Some("true" | "false" | "yes" | "no" | "on" | "off")
        )
}

fn unknown_word(model: &Model<'_>, found: &mut Found) {
    values(model, &mut |resource, path, name, shape, value| {
        let Some(text) = value.scalar_text().filter(|text| is_known(text)) else {
            return;
        };
        let words: Vec<String> = match shape {
            Shape::Words(words) if !words.contains(&text.as_str()) => {
                words.iter().map(ToString::to_string).collect()
            }
            Shape::Numbers(numbers) if int(value).is_some_and(|value| !numbers.contains(&value)) => {
                numbers.iter().map(ToString::to_string).collect()
            }
            _ => return,
        };
        let same = words.iter().find(|word| word.eq_ignore_ascii_case(&text));
        let may_exist = same.is_none() && GROWING.contains(&name);
        let message = if may_exist {
            format!(
                "AWS refuses the resource, unless `{text}` is newer than this check: it knows no such `{name}`"
            )
        } else {
            format!("AWS refuses the resource: `{name}` is `{text}`, which does not exist")
        };
        let near = match shape {
            Shape::Words(_) => nearest(&text, words.iter().map(String::as_str)),
            _ => None,
        };
        let mut finding = Finding::new(resource, message).attribute(path);
        finding.hint = match same.map(String::as_str).or(near) {
            Some(meant) => Some(format!("did you mean `{meant}`?")),
            None if words.len() <= MOST_WORDS => Some(format!("it takes {}", words.join(", "))),
            None => None,
        };
        if may_exist {
            finding = finding.severity(Severity::Warning);
        }
        found.add(finding);
    });
}

fn null(model: &Model<'_>, found: &mut Found) {
    // What a transform makes of a null is its own affair.
    if transforms(model.template).next().is_some() {
        return;
    }
    for (id, body) in model.template.resources() {
        if let Some(properties) = body.get("Properties") {
            nulls(properties, &mut "Properties".to_owned(), &mut |path| {
                let finding = Finding::of(id, "CloudFormation refuses the template: a value is null");
                found.add(
                    finding
                        .attribute(path)
                        .hint("give it a value, or remove its line"),
                );
            });
        }
    }
}

fn nulls(tree: &Tree, path: &mut String, look: &mut dyn FnMut(&str)) {
    let length = path.len();
    let mut below = |step: String, value: &Tree| {
        path.push_str(&step);
        nulls(value, path, look);
        path.truncate(length);
    };
    match tree {
        Tree::Null => look(path),
        Tree::Map(map) => map
            .iter()
            .for_each(|(key, value)| below(format!(".{key}"), value)),
        Tree::List(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, value)| below(format!("[{index}]"), value)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use cfn::{Shape, Tree};

    use super::wanted;

    #[track_caller]
    fn fits(shape: Shape, values: &[&str]) {
        for value in values {
            let value = Tree::from_yaml(value).unwrap();
            assert_eq!(wanted("X", shape, &value), None, "{value:?}");
        }
    }

    #[track_caller]
    fn refuses(shape: Shape, values: &[&str]) {
        for value in values {
            let value = Tree::from_yaml(value).unwrap();
            assert!(wanted("X", shape, &value).is_some(), "{value:?}");
        }
    }

    #[test]
    fn cloudformation_turns_scalars_into_each_other_and_nothing_else() {
        fits(Shape::Text, &["a", "1", "1.5", "true", "''"]);
        refuses(Shape::Text, &["[a]", "{a: b}"]);
        fits(
            Shape::Integer,
            &["1", "'1'", "-1", "1.0", "‹Size›", "'{{resolve:ssm:size}}'"],
        );
        refuses(Shape::Integer, &["1.5", "a", "true", "[1]", "''"]);
        fits(Shape::Number, &["1", "0.5", "'0.5'"]);
        refuses(Shape::Number, &["a", "true", "{}"]);
        fits(Shape::Boolean, &["true", "'false'", "'True'", "yes"]);
        refuses(Shape::Boolean, &["1", "on time", "[]"]);
        fits(Shape::List(&Shape::Text), &["[]", "‹Subnets›"]);
        refuses(Shape::List(&Shape::Text), &["a", "{a: b}"]);
        fits(Shape::Dict(&Shape::Text), &["{}", "'{\"a\": 1}'"]);
        refuses(Shape::Dict(&Shape::Text), &["a", "[{Key: a, Value: b}]"]);
    }
}

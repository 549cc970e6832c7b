//! Resources as CloudFormation reads them before it knows any service: the type, and what stands beside the properties.

use cfn::{Severity, Tree, nearest};

use crate::{
    Finding, Found, Model, Rule, rule, sam,
    shapes::{has_macros, includes},
};

pub(super) const RULES: &[Rule] = &[
    rule!("GW400", Error, "A resource type that does not exist", unknown),
    rule!(
        "GW401",
        Error,
        "An entry of Resources that is no resource",
        shapeless
    ),
    rule!(
        "GW402",
        Error,
        "A word beside the properties that CloudFormation does not know",
        attributes
    ),
    rule!("GW403", Error, "A deletion policy that does not exist", policies),
];

/// What may stand beside the properties. A description is not documented there, and taken all the same.
const ATTRIBUTES: [&str; 10] = [
    "Condition",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "Description",
    "Metadata",
    "Properties",
    "Type",
    "UpdatePolicy",
    "UpdateReplacePolicy",
];

/// What the Serverless Application Model takes besides.
const OF_SAM: [&str; 2] = ["Connectors", "IgnoreGlobals"];

/// What may happen to a resource that leaves the template.
const DELETION: [&str; 4] = ["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"];

/// What may happen to a resource that another one replaces.
const REPLACEMENT: [&str; 3] = ["Delete", "Retain", "Snapshot"];

/// The entries of the section as they are written, those left out that a loop or an include writes.
fn entries<'m>(model: &Model<'m>) -> impl Iterator<Item = (&'m str, &'m Tree)> + use<'m> {
    let seen = !has_macros(model);
    let all = model.template.resources();
    all.filter(move |(id, body)| seen && !id.starts_with("Fn::") && !includes(body))
}

fn unknown(model: &Model<'_>, found: &mut Found) {
    let is_sam = sam::is_sam(model.template);
    for (id, body) in entries(model) {
        let name = body.get("Type").and_then(Tree::as_str).unwrap_or_default();
        if let Some((severity, hint)) = doubt(name, is_sam) {
            let message = format!("CloudFormation refuses the template: there is no resource type `{name}`");
            found.add(
                Finding::of(id, message)
                    .attribute("Type")
                    .severity(severity)
                    .hint(hint),
            );
        }
    }
}

/// Why a type cannot exist, as a hint. A name that is like no other may be younger than this list: a warning.
fn doubt(name: &str, is_sam: bool) -> Option<(Severity, String)> {
    let like = |name: &str| Some((Severity::Error, format!("did you mean `{name}`?")));
    let (namespace, last) = name.rsplit_once("::")?;
    if name.starts_with("Custom::") || name.ends_with("::MODULE") {
        return None;
    }
    if namespace == "AWS::Serverless" {
        let hint = format!("ask for the transform: `Transform: {}`", sam::TRANSFORM);
        return (!is_sam).then_some((Severity::Error, hint));
    }
    let mut names = aws::registry::names();
    if let Some(same) = names.find(|known| known.eq_ignore_ascii_case(name)) {
        return if same == name { None } else { like(same) };
    }
    let mut spaces: Vec<&str> = aws::registry::TYPES
        .iter()
        .filter_map(|info| Some(info.cfn_type.rsplit_once("::")?.0))
        .collect();
    spaces.dedup();
    let inside = |space: &str| -> Vec<&'static str> {
        let prefix = format!("{space}::");
        aws::registry::names()
            .filter_map(|known| known.strip_prefix(&prefix))
            .collect()
    };
    if spaces.contains(&namespace) {
        return match nearest(last, inside(namespace)) {
            Some(near) => like(&format!("{namespace}::{near}")),
            None => Some((
                Severity::Warning,
                "if the type is newer than this version of gatewright, suppress this".to_owned(),
            )),
        };
    }
    // The nearest namespace may be another one that exists: it was meant where it has a type of the same name, and is no
    // older or younger version of what stands there, as `Events` is of `EventsV2`.
    let short = namespace.strip_prefix("AWS::").unwrap_or(namespace);
    let near = nearest(
        short,
        spaces.iter().filter_map(|space| space.strip_prefix("AWS::")),
    )?;
    let space = format!("AWS::{near}");
    let meant = inside(&space).contains(&last) && !short.starts_with(near) && !near.starts_with(short);
    if meant {
        like(&format!("{space}::{last}"))
    } else {
        None
    }
}

fn shapeless(model: &Model<'_>, found: &mut Found) {
    for (id, body) in entries(model) {
        let problem = match body {
            Tree::Map(map) => match (map.get("Type"), map.get("Properties")) {
                (Some(Tree::String(_)), None | Some(Tree::Map(_))) => continue,
                (Some(Tree::String(_)), Some(other)) => {
                    ("Properties", format!("its properties are {}", other.kind()))
                }
                (Some(other), _) => ("Type", format!("its type is {}", other.kind())),
                (None, _) => ("", "it has no `Type`".to_owned()),
            },
            other => ("", format!("it is {}", other.kind())),
        };
        let message = format!(
            "CloudFormation refuses the template: `{id}` is no resource, {}",
            problem.1
        );
        let finding = Finding::of(id, message).attribute(problem.0);
        found.add(finding.hint(if body.get("<<").is_some() {
            "CloudFormation knows anchors and no merge keys: write out what `<<` stands for"
        } else {
            "write a resource as a map with `Type` and, beside it, a map of `Properties`"
        }));
    }
}

fn attributes(model: &Model<'_>, found: &mut Found) {
    let is_sam = sam::is_sam(model.template);
    for (id, body) in entries(model) {
        let Some(name) = body.get("Type").and_then(Tree::as_str) else {
            continue;
        };
        let custom = name.starts_with("Custom::") || name == "AWS::CloudFormation::CustomResource";
        let knows = |key: &str| {
            ATTRIBUTES.contains(&key) || (is_sam && OF_SAM.contains(&key)) || (custom && key == "Version")
        };
        let keys = body.as_map().into_iter().flatten().map(|(key, _)| key);
        for key in keys.filter(|key| !knows(key)) {
            let message = if is_sam {
                format!(
                    "the transform drops `{key}`, or CloudFormation refuses it: neither knows it beside properties"
                )
            } else {
                format!(
                    "CloudFormation refuses the template: it knows no `{key}` beside the properties of a resource"
                )
            };
            let mut finding = Finding::of(id, message).attribute(key);
            finding.hint = meant(key, id, name);
            if is_sam {
                // The transform drops what it does not know of its own types.
                finding = finding.severity(Severity::Warning);
            }
            found.add(finding);
        }
    }
}

/// What somebody meant who wrote this word beside the properties of a resource of this type.
fn meant(key: &str, id: &str, name: &str) -> Option<String> {
    let properties = aws::registry::find(name).map(|info| info.object);
    if properties.is_some_and(|object| object.property(key).is_some()) {
        return Some(format!("it is a property: move it under `Properties` of `{id}`"));
    }
    if let Some(attribute) = nearest(key, ATTRIBUTES) {
        return Some(format!("did you mean `{attribute}`?"));
    }
    let property = nearest(key, properties?.names())?;
    Some(format!(
        "`{property}` is a property: write it under `Properties` of `{id}`"
    ))
}

fn policies(model: &Model<'_>, found: &mut Found) {
    for (id, body) in entries(model) {
        let has_table = body
            .get("Type")
            .and_then(Tree::as_str)
            .is_some_and(|name| aws::registry::find(name).is_some());
        let words: [(&str, &[&str]); 2] = [
            ("DeletionPolicy", &DELETION),
            ("UpdateReplacePolicy", &REPLACEMENT),
        ];
        for (attribute, words) in words {
            let Some(word) = body.get(attribute).and_then(Tree::as_str) else {
                continue;
            };
            // None of the types with a table can be saved as a snapshot.
            let takes = |known: &&str| !(has_table && *known == "Snapshot");
            let words: Vec<&str> = words.iter().copied().filter(takes).collect();
            if !words.contains(&word) {
                let message = format!(
                    "CloudFormation refuses the template: `{word}` is no `{attribute}` of this resource"
                );
                let hint = match nearest(word, words.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("take one of {}", words.join(", ")),
                };
                found.add(Finding::of(id, message).attribute(attribute).hint(hint));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use cfn::Severity;

    use super::doubt;

    #[test]
    fn types_that_exist_or_may_exist_pass() {
        for name in [
            "AWS::ApiGatewayV2::Route",
            "AWS::ApiGateway::RestApi",
            "AWS::EC2::VPC",
            "AWS::EventsV2::EventBus",
            "AWS::IoT::Policy",
            "AWS::CloudFormation::Stack",
            "Custom::Notice",
            "Acme::Queue::Fifo",
            "Acme::Queue::Fifo::MODULE",
        ] {
            assert_eq!(doubt(name, false), None, "{name}");
        }
        assert_eq!(doubt("AWS::Serverless::Function", true), None);
    }

    #[test]
    fn a_type_that_was_meant_is_named() {
        for (name, meant) in [
            ("AWS::ApiGatewayV2::Routes", "AWS::ApiGatewayV2::Route"),
            ("AWS::ApiGatewayv2::Route", "AWS::ApiGatewayV2::Route"),
            ("AWS::Lamda::Function", "AWS::Lambda::Function"),
            ("aws::sqs::queue", "AWS::SQS::Queue"),
        ] {
            let hint = format!("did you mean `{meant}`?");
            assert_eq!(doubt(name, false), Some((Severity::Error, hint)), "{name}");
        }
    }

    #[test]
    fn a_type_that_nothing_is_like_may_be_younger_and_the_model_needs_its_transform() {
        let severity = |name| doubt(name, false).map(|(severity, _)| severity);
        assert_eq!(severity("AWS::ApiGatewayV2::Hologram"), Some(Severity::Warning));
        assert_eq!(severity("AWS::Serverless::Function"), Some(Severity::Error));
    }
}

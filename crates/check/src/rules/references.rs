//! References that yield the wrong thing: a name where an ARN is wanted, an ARN where a name is, another resource.

use cfn::{ArnSource, Shape, Tree, TypeInfo, is_known, sub};

use crate::{
    Finding, Found, Model, Resource, Rule, rule,
    shapes::{Part, typed, walk},
};

pub(super) const RULES: &[Rule] = &[
    rule!("GW410", Error, "Something else where an ARN is wanted", no_arn),
    rule!("GW411", Error, "An ARN where a name or an id is wanted", an_arn),
    rule!(
        "GW412",
        Error,
        "A reference to a resource of the wrong type",
        another_type
    ),
];

/// Types whose resources are named by their ARN wherever a name is taken.
const BY_ARN_TOO: [&str; 2] = ["AWS::KMS::Key", "AWS::Lambda::Function"];

/// Texts that take an ARN without saying so in their names: type and property.
const ARNS: [(&str, &str); 11] = [
    ("AWS::CloudFront::Distribution", "WebACLId"),
    ("AWS::CloudWatch::Alarm", "AlarmActions"),
    ("AWS::CloudWatch::Alarm", "InsufficientDataActions"),
    ("AWS::CloudWatch::Alarm", "OKActions"),
    ("AWS::Lambda::EventInvokeConfig", "Destination"),
    ("AWS::Lambda::EventSourceMapping", "Destination"),
    ("AWS::Logs::LogGroup", "KmsKeyId"),
    ("AWS::Pipes::Pipe", "Source"),
    ("AWS::Pipes::Pipe", "Target"),
    ("AWS::SNS::Subscription", "Endpoint"),
    ("AWS::SNS::Topic", "Endpoint"),
];

/// What a reference yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Yields {
    /// The name or id of the resource, which is no ARN.
    Name,
    /// Its ARN.
    Arn,
    /// Another attribute.
    Other,
}

/// A value that is one reference to a resource with a table, and nothing else.
struct Reference<'t> {
    id: &'t str,
    info: &'static TypeInfo,
    yields: Yields,
}

impl<'t> Reference<'t> {
    fn of(model: &Model<'t>, value: &'t Tree) -> Option<Self> {
        let (id, attribute) = named(value)?;
        let info = aws::registry::find(model.template.type_of(id)?)?;
        let yields = match (attribute, info.arn) {
            (None, Some(ArnSource::Ref)) => Yields::Arn,
            (None, _) => Yields::Name,
            (Some(attribute), _) => match info.attribute(attribute)? {
                Shape::Arn(_) => Yields::Arn,
                Shape::Id(_) => Yields::Name,
                _ => Yields::Other,
            },
        };
        Some(Self { id, info, yields })
    }

    /// Whether it may stand for a resource of the type: itself, or a version of a function for the function.
    fn stands_for(&self, cfn_type: &str) -> bool {
        let alias = match cfn_type {
            "AWS::KMS::Key" => &["AWS::KMS::Alias"][..],
            "AWS::Lambda::Function" => &["AWS::Lambda::Alias", "AWS::Lambda::Version"],
            _ => &[],
        };
        self.info.cfn_type == cfn_type || alias.contains(&self.info.cfn_type)
    }

    /// How the template reaches the ARN instead, where `Ref` does not.
    fn arn(&self) -> Option<String> {
        match self.info.arn? {
            ArnSource::Attribute(name) => Some(format!("!GetAtt {}.{name}", self.id)),
            ArnSource::Ref => None,
        }
    }
}

/// The logical id and the attribute of `Ref`, `Fn::GetAtt`, or an `Fn::Sub` that is one hole.
fn named(value: &Tree) -> Option<(&str, Option<&str>)> {
    let dotted = |text| match str::split_once(text, '.') {
        Some((id, attribute)) => (id, Some(attribute)),
        None => (text, None),
    };
    match value.as_function()? {
        ("Ref", Tree::String(id)) => Some((id, None)),
        ("Fn::GetAtt", Tree::String(text)) => Some(dotted(text)),
        ("Fn::GetAtt", Tree::List(parts)) => match parts.as_slice() {
            [Tree::String(id), Tree::String(attribute)] => Some((id, Some(attribute))),
            _ => None,
        },
        ("Fn::Sub", Tree::String(text)) => {
            let hole = sub::holes(text).next()?;
            (text.len() == hole.len() + "${}".len()).then(|| dotted(hole))
        }
        _ => None,
    }
}

/// Looks at every value as it is written, so that references are seen.
fn written<'m>(model: &Model<'m>, look: &mut dyn FnMut(&'m Resource<'m>, &str, &str, Shape, &Tree)) {
    for (resource, info) in typed(model) {
        let Some(properties) = resource.body.get("Properties") else {
            continue;
        };
        walk(info, properties, &mut |path, part| {
            if let Part::Value(name, shape, value) = part {
                look(resource, path, name, shape, value);
            }
        });
    }
}

/// Whether a property wants an ARN: its shape or its name says so, or this file does.
fn wants_arn(resource: &Resource<'_>, name: &str, shape: Shape) -> bool {
    let end = name.to_ascii_lowercase();
    match shape {
        Shape::Arn(_) => true,
        Shape::Text => end.ends_with("arn") || end.ends_with("arns") || ARNS.contains(&(resource.kind, name)),
        _ => false,
    }
}

fn no_arn(model: &Model<'_>, found: &mut Found) {
    written(model, &mut |resource, path, name, shape, value| {
        if !wants_arn(resource, name, shape) {
            return;
        }
        let refused = "AWS refuses the resource";
        if let Some(reference) = Reference::of(model, value) {
            let right = match shape {
                Shape::Arn(wanted) => reference.stands_for(wanted),
                _ => true,
            };
            if let (true, Yields::Name, Some(arn)) = (right, reference.yields, reference.arn()) {
                let message = format!(
                    "{refused}: `{name}` takes an ARN, and a `Ref` of `{}` yields none",
                    reference.id
                );
                found.add(
                    Finding::new(resource, message)
                        .attribute(path)
                        .hint(format!("write `{arn}`")),
                );
            }
        } else if let (Shape::Arn(_), Tree::String(text)) = (shape, value)
            && is_known(text)
            && !text.is_empty()
            && !text.starts_with("arn:")
        {
            let message = format!("{refused}: `{name}` takes an ARN, and `{text}` is none");
            found.add(Finding::new(resource, message).attribute(path));
        }
    });
}

fn an_arn(model: &Model<'_>, found: &mut Found) {
    written(model, &mut |resource, path, name, shape, value| {
        let Shape::Id(wanted) = shape else { return };
        let has_other_name = matches!(
            aws::registry::find(wanted).and_then(|info| info.arn),
            Some(ArnSource::Attribute(_))
        );
        if !has_other_name || BY_ARN_TOO.contains(&wanted) {
            return;
        }
        let message =
            format!("AWS refuses the resource: `{name}` takes what `Ref` yields, and this is an ARN");
        let finding = Finding::new(resource, message).attribute(path);
        match Reference::of(model, value) {
            Some(reference) if reference.stands_for(wanted) && reference.yields == Yields::Arn => {
                found.add(finding.hint(format!("write `!Ref {}`", reference.id)));
            }
            None if value.as_str().is_some_and(|text| text.starts_with("arn:")) => found.add(finding),
            _ => {}
        }
    });
}

fn another_type(model: &Model<'_>, found: &mut Found) {
    written(model, &mut |resource, path, name, shape, value| {
        let (Shape::Id(wanted) | Shape::Arn(wanted)) = shape else {
            return;
        };
        let Some(reference) = Reference::of(model, value) else {
            return;
        };
        if reference.yields == Yields::Other || reference.stands_for(wanted) {
            return;
        }
        let message = format!(
            "AWS refuses the resource: `{name}` names one of type `{wanted}`, and `{}` is a `{}`",
            reference.id, reference.info.cfn_type
        );
        let mut finding = Finding::new(resource, message).attribute(path);
        if let [only] = model.of_type(wanted) {
            let arn = aws::registry::find(wanted).and_then(|info| info.arn);
            finding = finding.hint(match (shape, arn) {
                (Shape::Arn(_), Some(ArnSource::Attribute(attribute))) => {
                    format!("did you mean `!GetAtt {}.{attribute}`?", only.id)
                }
                _ => format!("did you mean `!Ref {}`?", only.id),
            });
        }
        found.add(finding);
    });
}

#[cfg(test)]
mod tests {
    use cfn::Tree;

    use super::named;

    #[test]
    fn a_reference_is_one_in_each_of_its_forms_and_alone() {
        let of = |yaml: &str| {
            let value = Tree::from_yaml(yaml).unwrap();
            named(&value).map(|(id, attribute)| format!("{id} {}", attribute.unwrap_or_default()))
        };
        assert_eq!(of("!Ref Api").as_deref(), Some("Api "));
        assert_eq!(of("!GetAtt Role.Arn").as_deref(), Some("Role Arn"));
        assert_eq!(of("{'Fn::GetAtt': [Role, Arn]}").as_deref(), Some("Role Arn"));
        assert_eq!(of("!Sub '${Role.Arn}'").as_deref(), Some("Role Arn"));
        assert_eq!(of("!Sub '${Role.Arn}/x'"), None);
        assert_eq!(of("Role"), None);
    }
}

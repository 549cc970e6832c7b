//! Names of properties: those that nobody knows, and those that are missing.

use cfn::{Map, ObjectInfo, Severity, Shape, Tree, nearest};

use crate::{
    Finding, Found, Model, Resource, Rule, rule,
    shapes::{Part, typed, walk},
};

pub(super) const RULES: &[Rule] = &[
    rule!("GW404", Error, "A property that the type does not have", unknown),
    rule!("GW405", Error, "A property is missing", missing),
];

/// What stands beside the properties of a resource, and is often written among them.
const BESIDE: [&str; 6] = [
    "Condition",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "UpdatePolicy",
    "UpdateReplacePolicy",
];

/// Where a table demands more than the service always does: object, property, and what makes up for it; nothing where
/// this rule never asks.
const NOT_ALWAYS: [(&str, &str, &[&str]); 6] = [
    ("Api", "Name", &["Body", "BodyS3Location"]),
    ("Api", "ProtocolType", &["Body", "BodyS3Location"]),
    // HTTP APIs have none, and for the others it has a rule of its own.
    ("Api", "RouteSelectionExpression", &[]),
    (
        "EventSourceMapping",
        "EventSourceArn",
        &["SelfManagedEventSource"],
    ),
    ("SqsParameters", "MessageGroupId", &[]),
    // Some services take a tag without a value.
    ("Tag", "Value", &[]),
];

/// An object of a resource: whose, where, which, and what stands in it.
struct Object<'a> {
    resource: &'a Resource<'a>,
    path: &'a str,
    info: &'static ObjectInfo,
    map: &'a Map,
}

/// Looks at every object of every resource that has a table, apart from those that an include completes.
fn objects(model: &Model<'_>, look: &mut dyn FnMut(&Object<'_>)) {
    for (resource, info) in typed(model) {
        walk(info, resource.properties(), &mut |path, part| {
            if let Part::Object(info, map) = part
                && !map.keys().any(|key| key.starts_with("Fn::"))
            {
                look(&Object {
                    resource,
                    path,
                    info,
                    map,
                });
            }
        });
    }
}

fn unknown(model: &Model<'_>, found: &mut Found) {
    objects(model, &mut |object| {
        let info = object.info;
        let knows = |name: &str| info.property(name).is_some() || info.left_out.contains(&name);
        for name in object.map.keys().filter(|name| !knows(name)) {
            let path = format!("{}.{name}", object.path);
            let finding = if object.is_attribute(name) {
                let message =
                    format!("AWS refuses or passes over `{name}`: the service sets it, not the template");
                let finding = Finding::new(object.resource, message).severity(Severity::Warning);
                finding.hint("remove it; `Fn::GetAtt` yields it")
            } else {
                let message = format!(
                    "AWS refuses the resource: there is no `{name}` in {}",
                    object.called()
                );
                let mut finding = Finding::new(object.resource, message);
                finding.hint = object.meant(name);
                finding
            };
            found.add(finding.attribute(path));
        }
    });
}

impl Object<'_> {
    fn is_resource(&self) -> bool {
        self.path == "Properties"
    }

    /// The object as a message calls it.
    fn called(&self) -> String {
        if self.is_resource() {
            format!("`{}`", self.resource.kind)
        } else {
            format!("the `{}` of `{}`", self.info.name, self.resource.kind)
        }
    }

    /// Whether the type has it as an attribute, which some services pass over in silence where it is set.
    fn is_attribute(&self, name: &str) -> bool {
        let info = aws::registry::find(self.resource.kind);
        self.is_resource() && info.is_some_and(|info| info.attribute(name).is_some())
    }

    /// Whether the service surely refuses the object without a property that its table demands.
    fn needs(&self, name: &str) -> bool {
        let entry = NOT_ALWAYS
            .iter()
            .find(|(object, property, _)| (*object, *property) == (self.info.name, name));
        entry.is_none_or(|(.., instead)| {
            !instead.is_empty() && !instead.iter().any(|other| self.map.contains_key(*other))
        })
    }

    /// Whether an empty text cannot stand under a name, as it names something.
    fn is_name(&self, name: &str) -> bool {
        match self.info.property(name) {
            Some(Shape::Id(_) | Shape::Arn(_)) => true,
            Some(Shape::Text) => self.is_resource() && self.resource.kind.starts_with("AWS::ApiGatewayV2::"),
            _ => false,
        }
    }

    /// What somebody meant who wrote a name that this object does not have.
    fn meant(&self, name: &str) -> Option<String> {
        if self.is_resource() && BESIDE.contains(&name) {
            return Some(format!("write `{name}` beside `Properties`, not among them"));
        }
        let info = self.info;
        let inner = info.properties.iter().find(|row| match row.shape {
            Shape::Object(inner) => inner.property(name).is_some(),
            _ => false,
        });
        let known = info.names().chain(info.left_out.iter().copied());
        match (nearest(name, known), inner) {
            (Some(near), _) if self.map.contains_key(near) => {
                Some(format!("remove it: `{near}` is there, too"))
            }
            (Some(near), _) if near.eq_ignore_ascii_case(name) => Some(format!("did you mean `{near}`?")),
            (_, Some(row)) => Some(format!("write it inside `{}`", row.name)),
            (Some(near), None) => Some(format!("did you mean `{near}`?")),
            (None, None) => None,
        }
    }
}

fn missing(model: &Model<'_>, found: &mut Found) {
    objects(model, &mut |object| {
        for name in object.info.required.iter().filter(|name| object.needs(name)) {
            let problem = match object.map.get(*name) {
                None => "is missing",
                Some(Tree::String(text)) if text.is_empty() && object.is_name(name) => "is empty",
                Some(_) => continue,
            };
            let message = format!(
                "AWS refuses the resource: `{name}` {problem} in {}",
                object.called()
            );
            let path = match problem {
                "is empty" => format!("{}.{name}", object.path),
                _ => object.path.to_owned(),
            };
            let mut finding = Finding::new(object.resource, message).attribute(path);
            let written = object.map.keys().map(String::as_str);
            let unknown = written.filter(|written| object.info.property(written).is_none());
            finding.hint =
                nearest(name, unknown).map(|near| format!("`{near}` is there; write it as `{name}`"));
            found.add(finding);
        }
    });
}

#[cfg(test)]
mod tests {
    use cfn::Template;

    /// The hint on a stage that has this property, too.
    fn hint(property: &str) -> Option<String> {
        let text = format!(
            "Resources:\n  Stage: {{Type: 'AWS::ApiGatewayV2::Stage', Properties: {{ApiId: a, StageName: dev, {property}}}}}\n"
        );
        let template = Template::from_yaml("demo", &text).unwrap();
        let finding = crate::template(&template)
            .into_iter()
            .find(|finding| finding.code == "GW404")?;
        finding.hint
    }

    #[test]
    fn what_was_meant_is_said() {
        let is = |property, expected: &str| assert_eq!(hint(property).as_deref(), Some(expected));
        is("autoDeploy: true", "did you mean `AutoDeploy`?");
        is("stageName: dev", "remove it: `StageName` is there, too");
        is("LoggingLevel: INFO", "write it inside `DefaultRouteSettings`");
        is(
            "DependsOn: Route",
            "write `DependsOn` beside `Properties`, not among them",
        );
        assert_eq!(hint("Hologram: true"), None);
    }
}

//! The values of a resource, each beside the shape that the table of its type gives it.

use cfn::{Map, ObjectInfo, Shape, Tree, TypeInfo};

use crate::{Model, Resource, check::transforms};

/// What is met on the way down.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<'a> {
    /// An object with the facts of its table: the properties of the resource, or a property type.
    Object(&'static ObjectInfo, &'a Map),
    /// A value with the name of the property that it is, or stands in.
    Value(&'a str, Shape, &'a Tree),
}

/// The resources whose types have tables; none where a macro may rewrite them.
pub(crate) fn typed<'m>(
    model: &Model<'m>,
) -> impl Iterator<Item = (&'m Resource<'m>, &'static TypeInfo)> + use<'m> {
    let resources = if has_macros(model) { &[] } else { model.resources };
    resources
        .iter()
        .filter(|resource| !includes(resource.body))
        .filter_map(|resource| Some((resource, aws::registry::find(resource.kind)?)))
}

/// Whether a transform of somebody's own may rewrite the template. Those of AWS leave alone what they do not own.
pub(crate) fn has_macros(model: &Model<'_>) -> bool {
    transforms(model.template).any(|name| !name.starts_with("AWS::"))
}

/// Whether a function stands beside other entries of a map, and brings entries that nobody here sees.
pub(crate) fn includes(tree: &Tree) -> bool {
    let map = tree.as_map();
    map.is_some_and(|map| map.keys().any(|key| key.starts_with("Fn::")))
}

/// Goes down the properties of a resource along the shapes of its type, as deep as the properties go.
///
/// It works on evaluated properties and on those that stand in the template, where both branches of an `Fn::If` are
/// visited and other functions are values.
pub(crate) fn walk(info: &'static TypeInfo, properties: &Tree, visit: &mut dyn FnMut(&str, Part<'_>)) {
    if let Tree::Map(map) = properties {
        let path = "Properties".to_owned();
        Walk { path, visit }.object(info.object, map);
    }
}

struct Walk<'v> {
    path: String,
    visit: &'v mut dyn FnMut(&str, Part<'_>),
}

impl Walk<'_> {
    fn object(&mut self, info: &'static ObjectInfo, map: &Map) {
        (self.visit)(&self.path, Part::Object(info, map));
        for (name, value) in map {
            if let Some(shape) = info.property(name) {
                self.below(&format!(".{name}"), name, shape, value);
            }
        }
    }

    fn below(&mut self, step: &str, name: &str, shape: Shape, value: &Tree) {
        let length = self.path.len();
        self.path.push_str(step);
        self.value(name, shape, value);
        self.path.truncate(length);
    }

    fn value(&mut self, name: &str, shape: Shape, value: &Tree) {
        if let Some(("Fn::If", branches)) = value.as_function() {
            for (index, branch) in branches.as_list().into_iter().flatten().enumerate().skip(1) {
                self.below(&format!(".Fn::If[{index}]"), name, shape, branch);
            }
            return;
        }
        (self.visit)(&self.path, Part::Value(name, shape, value));
        match (shape, value) {
            _ if value.as_function().is_some() => {}
            (Shape::Object(info), Tree::Map(map)) => self.object(info.get(), map),
            (Shape::List(inner), Tree::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.below(&format!("[{index}]"), name, *inner, item);
                }
            }
            (Shape::Dict(inner), Tree::Map(map)) => {
                for (key, item) in map {
                    self.below(&format!(".{key}"), name, *inner, item);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use cfn::Tree;

    use super::{Part, walk};

    #[test]
    fn every_value_is_met_with_its_path_and_both_branches_of_a_choice_are() {
        let properties = Tree::from_yaml(
            "RouteSettings:
  chat: {LoggingLevel: !If [IsProd, ERROR, INFO]}
  ping: !Ref Settings
Nobody: {Knows: 1}
",
        )
        .unwrap();
        let stage = aws::registry::find("AWS::ApiGatewayV2::Stage").unwrap();
        let mut met = Vec::new();
        walk(stage, &properties, &mut |path, part| {
            met.push(match part {
                Part::Object(info, _) => format!("{path}: {}", info.name),
                Part::Value(name, ..) => format!("{path}: value of {name}"),
            });
        });
        assert_eq!(
            met,
            [
                "Properties: Stage",
                "Properties.RouteSettings: value of RouteSettings",
                "Properties.RouteSettings.chat: value of RouteSettings",
                "Properties.RouteSettings.chat: RouteSettings",
                "Properties.RouteSettings.chat.LoggingLevel.Fn::If[1]: value of LoggingLevel",
                "Properties.RouteSettings.chat.LoggingLevel.Fn::If[2]: value of LoggingLevel",
                "Properties.RouteSettings.ping: value of RouteSettings",
            ]
        );
    }
}

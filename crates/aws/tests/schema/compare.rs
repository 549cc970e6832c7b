//! What differs between a table and the registry's schema of its type.

use std::{collections::BTreeSet, fmt};

use cfn::{ObjectInfo, Shape, TypeInfo};
use serde_json::Value;

use super::node::{Node, pointers, strings};

/// One difference: where, of which kind, and the name that is concerned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Difference {
    /// The type, and the definition of the schema behind a dot: `AWS::SQS::Queue.RedrivePolicy`.
    pub(super) place: String,
    pub(super) kind: Kind,
    pub(super) name: String,
}

/// Seen from the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A property of the schema has no row, and no place under `left_out` either.
    LeftOut,
    /// A row, or a name under `left_out`, has no property in the schema.
    Unknown,
    /// Required by the table, optional in the schema.
    Required,
    /// Optional in the table, required by the schema.
    Optional,
    /// Replaces by the table, is updated in place by the schema.
    Replaces,
    /// Updates by the table, replaces by the schema.
    Updates,
    /// An attribute of the table that the schema does not call read-only.
    Attribute,
    /// A read-only property of the schema that is no attribute of the table.
    NoAttribute,
    /// An object, list or choice of words in the schema, and less than that in the table.
    Untyped,
    /// An object in the table, and less than that in the schema.
    Unasked,
    /// Another type in the table than in the schema.
    Type,
    /// A word of the schema that the enum does not have, not even under `left_out`.
    WordLeftOut,
    /// A word of the enum that the schema does not have.
    WordUnknown,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let says = match self.kind {
            Kind::LeftOut => "is in the schema, not in the table",
            Kind::Unknown => "is in the table, not in the schema",
            Kind::Required => "is required by the table, optional in the schema",
            Kind::Optional => "is optional in the table, required by the schema",
            Kind::Replaces => "replaces by the table, not by the schema",
            Kind::Updates => "replaces by the schema, not by the table",
            Kind::Attribute => "is an attribute of the table, not read-only in the schema",
            Kind::NoAttribute => "is read-only in the schema, no attribute of the table",
            Kind::Untyped => "has a structure in the schema, none in the table",
            Kind::Unasked => "has a structure in the table, none in the schema",
            Kind::Type => "has another type in the table than in the schema",
            Kind::WordLeftOut => "is a word of the schema, not of the enum",
            Kind::WordUnknown => "is a word of the enum, not of the schema",
        };
        write!(f, "{} {:?}: `{}` {says}", self.place, self.kind, self.name)
    }
}

/// Compares one type with all that hangs on it.
pub(super) fn differences(info: &TypeInfo, schema: &Value) -> BTreeSet<Difference> {
    let mut comparison = Comparison {
        cfn_type: info.cfn_type,
        schema,
        seen: BTreeSet::new(),
        found: BTreeSet::new(),
    };
    comparison.resource(info);
    comparison.found
}

struct Comparison<'a> {
    cfn_type: &'static str,
    schema: &'a Value,
    /// Definitions and the property types that were compared with them; an object may contain itself.
    seen: BTreeSet<(String, &'static str)>,
    found: BTreeSet<Difference>,
}

type Names = BTreeSet<String>;

impl Comparison<'_> {
    fn resource(&mut self, info: &TypeInfo) {
        let place = info.cfn_type;
        let read_only = pointers(self.schema, &["readOnlyProperties"]);
        let mut object = self.schema.clone();
        if let Some(properties) = object["properties"].as_object_mut() {
            properties.retain(|name, _| !read_only.contains(name));
        }
        self.object(place, &object, info.object);

        let mut replaces = pointers(
            self.schema,
            &["createOnlyProperties", "conditionalCreateOnlyProperties"],
        );
        // Replacement by a part of a property has no form in a table.
        replaces.retain(|name| info.object.property(name).is_some());
        let ours = names(info.replaces_on);
        self.sets(place, &ours, &replaces, Kind::Replaces, Kind::Updates);
        self.attributes(info, &read_only);
    }

    fn attributes(&mut self, info: &TypeInfo, read_only: &Names) {
        let inner = |path: &String| {
            read_only
                .iter()
                .any(|other| other.starts_with(&format!("{path}.")))
        };
        let attributes: Names = read_only.iter().filter(|path| !inner(path)).cloned().collect();
        let ours: Names = info.attributes.iter().map(|row| row.name.to_owned()).collect();
        self.sets(
            info.cfn_type,
            &ours,
            &attributes,
            Kind::Attribute,
            Kind::NoAttribute,
        );
        for row in info.attributes {
            let node = Node::root(self.schema).at(row.name);
            if node.is_some_and(|node| !node.may_be(row.shape)) {
                self.report(info.cfn_type, Kind::Type, row.name);
            }
        }
    }

    /// Compares the rows of a resource or property type with an object of the schema.
    fn object(&mut self, place: &str, object: &Value, info: &ObjectInfo) {
        let schema = self.schema;
        let node = Node::new(schema, object, "");
        let theirs = node.properties();
        let all = theirs.keys().cloned().collect();
        let mut known = names(info.left_out);
        known.extend(info.names().map(str::to_owned));
        self.sets(place, &known, &all, Kind::Unknown, Kind::LeftOut);
        let mut needed: Names = strings(&object["required"]).collect();
        needed.retain(|name| info.property(name).is_some());
        let required = names(info.required);
        self.sets(place, &required, &needed, Kind::Required, Kind::Optional);
        for row in info.properties {
            if let Some(property) = theirs.get(row.name) {
                let node = Node::new(schema, property, row.name);
                self.shape(place, row.name, row.shape, &node);
            }
        }
    }

    /// Compares what stands under `row`, an item of it, or an entry.
    fn shape(&mut self, place: &str, row: &str, shape: Shape, node: &Node<'_>) {
        let untyped = match shape {
            Shape::Json => node.has_structure() || node.is_scalar(),
            Shape::Text | Shape::Id(_) | Shape::Arn(_) | Shape::Integer => node.words().is_some(),
            _ => false,
        };
        if untyped {
            self.report(place, Kind::Untyped, row);
            return;
        }
        if !node.may_be(shape) {
            self.report(place, Kind::Type, row);
            return;
        }
        match shape {
            Shape::Words(words) => self.words(place, row, names(words), node),
            Shape::Numbers(numbers) => {
                let words = numbers.iter().map(i64::to_string).collect();
                self.words(place, row, words, node);
            }
            Shape::List(inner) | Shape::Dict(inner) => {
                for part in node.parts() {
                    self.shape(place, row, *inner, &part);
                }
            }
            Shape::Object(info) => self.definition(place, row, info.get(), node),
            _ => {}
        }
    }

    fn definition(&mut self, place: &str, row: &str, info: &'static ObjectInfo, node: &Node<'_>) {
        if !node.has_structure() {
            self.report(place, Kind::Unasked, row);
        } else if self.seen.insert((node.name.to_owned(), info.name)) {
            self.object(&format!("{}.{}", self.cfn_type, node.name), node.value, info);
        }
    }

    fn words(&mut self, place: &str, row: &str, ours: Names, node: &Node<'_>) {
        if let Some(theirs) = node.words() {
            let place = format!("{place}.{row}");
            self.sets(&place, &ours, &theirs, Kind::WordUnknown, Kind::WordLeftOut);
        }
    }

    fn sets(&mut self, place: &str, ours: &Names, theirs: &Names, only_ours: Kind, only_theirs: Kind) {
        for name in ours.difference(theirs) {
            self.report(place, only_ours, name);
        }
        for name in theirs.difference(ours) {
            self.report(place, only_theirs, name);
        }
    }

    fn report(&mut self, place: &str, kind: Kind, name: &str) {
        self.found.insert(Difference {
            place: place.to_owned(),
            kind,
            name: name.to_owned(),
        });
    }
}

fn names(names: &[&str]) -> Names {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use cfn::{ObjectRef, Row};
    use serde_json::json;

    use super::*;

    const TABLE: TypeInfo = TypeInfo {
        cfn_type: "A::B::C",
        object: &ObjectInfo {
            name: "C",
            required: &["Name", "Extra"],
            properties: &[
                row("Name", Shape::Text),
                row("Extra", Shape::Text),
                row("Color", Shape::Words(&["RED", "GREEN"])),
                row("Parts", Shape::List(&Shape::Object(ObjectRef::new(|| &PART)))),
                row("Kept", Shape::Boolean),
                row("Loose", Shape::Json),
                row("Plain", Shape::Text),
                row("Tight", Shape::Object(ObjectRef::new(|| &PART))),
            ],
            left_out: &["Old"],
        },
        replaces_on: &["Color"],
        arn: None,
        attributes: &[row("Arn", Shape::Integer), row("Shape", Shape::Text)],
    };

    static PART: ObjectInfo = ObjectInfo {
        name: "Part",
        required: &[],
        properties: &[row("Size", Shape::Number), row("Depth", Shape::Integer)],
        left_out: &[],
    };

    const fn row(name: &'static str, shape: Shape) -> Row {
        Row { name, shape }
    }

    #[test]
    fn every_kind_of_difference_is_found() {
        let schema = json!({
            "properties": {
                "Name": { "type": "string" },
                "Color": { "enum": ["RED", "BLUE"] },
                "Parts": { "type": "array", "items": { "$ref": "#/definitions/Part" } },
                "Kept": { "type": "string" },
                "Loose": { "$ref": "#/definitions/Part" },
                "Plain": { "enum": ["A"] },
                "Tight": { "type": "object" },
                "Missed": { "type": "string" },
                "Old": { "type": "string" },
                "Id": { "type": "string" },
                "Arn": { "type": "string" },
            },
            "definitions": {
                "Part": { "properties": { "Size": { "type": "number" }, "Weight": {} }, "required": ["Size"] }
            },
            "required": ["Name", "Kept", "Missed"],
            "createOnlyProperties": ["/properties/Name", "/properties/Missed"],
            "conditionalCreateOnlyProperties": ["/properties/Kept"],
            "readOnlyProperties": ["/properties/Id", "/properties/Id/Inner", "/properties/Arn"],
        });
        let text = |found: &Difference| format!("{} {:?} {}", found.place, found.kind, found.name);
        let found: Vec<_> = differences(&TABLE, &schema).iter().map(text).collect();
        let expected = [
            "A::B::C LeftOut Missed",
            "A::B::C Unknown Extra",
            "A::B::C Required Extra",
            "A::B::C Optional Kept",
            "A::B::C Replaces Color",
            "A::B::C Updates Kept",
            "A::B::C Updates Name",
            "A::B::C Attribute Shape",
            "A::B::C NoAttribute Id.Inner",
            "A::B::C Untyped Loose",
            "A::B::C Untyped Plain",
            "A::B::C Unasked Tight",
            "A::B::C Type Arn",
            "A::B::C Type Kept",
            "A::B::C.Color WordLeftOut BLUE",
            "A::B::C.Color WordUnknown GREEN",
            "A::B::C.Part LeftOut Weight",
            "A::B::C.Part Unknown Depth",
            "A::B::C.Part Optional Size",
        ];
        assert_eq!(found, expected);
    }
}

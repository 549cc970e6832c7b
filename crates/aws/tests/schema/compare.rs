//! What differs between a table and the registry's schema of its type.

use std::{collections::BTreeSet, fmt};

use cfn::{ObjectInfo, TypeInfo};
use serde_json::Value;

use super::tables::{Definition, Words};

/// One difference: where, of which kind, and the name that is concerned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Difference {
    /// The type, and the property type behind a dot: `AWS::SQS::Queue.RedrivePolicy`.
    pub(super) place: String,
    pub(super) kind: Kind,
    pub(super) name: String,
}

/// Seen from the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A property of the schema has no row.
    LeftOut,
    /// A row has no property in the schema.
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
    /// An object or a list of words in the schema for which `tables.rs` has no line.
    Untyped,
    /// A line in `tables.rs` that nothing in the schema asks for.
    Unasked,
    /// A word of the schema that the enum does not have.
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
            Kind::Untyped => "has a structure in the schema, no line in tables.rs",
            Kind::Unasked => "has a line in tables.rs, no structure in the schema",
            Kind::WordLeftOut => "is a word of the schema, not of the enum",
            Kind::WordUnknown => "is a word of the enum, not of the schema",
        };
        write!(f, "{} {:?}: `{}` {says}", self.place, self.kind, self.name)
    }
}

/// Compares one type with all that hangs on it.
pub(super) fn differences(
    info: &TypeInfo,
    schema: &Value,
    definitions: &[Definition],
    words: &[Words],
) -> BTreeSet<Difference> {
    let mut comparison = Comparison {
        cfn_type: info.cfn_type,
        schema,
        definitions,
        words,
        seen: BTreeSet::new(),
        found: BTreeSet::new(),
    };
    comparison.resource(info);
    comparison.unasked();
    comparison.found
}

struct Comparison<'a> {
    cfn_type: &'static str,
    schema: &'a Value,
    definitions: &'a [Definition],
    words: &'a [Words],
    /// The lines of `tables.rs` that something in the schema asked for.
    seen: BTreeSet<String>,
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
        self.object("", &object, info.object);

        let mut replaces = pointers(
            self.schema,
            &["createOnlyProperties", "conditionalCreateOnlyProperties"],
        );
        replaces.retain(|name| info.object.property(name).is_some());
        self.sets(
            place,
            &names(info.replaces_on),
            &replaces,
            Kind::Replaces,
            Kind::Updates,
        );

        let attributes: Names = read_only
            .iter()
            .filter(|path| {
                !read_only
                    .iter()
                    .any(|other| other.starts_with(&format!("{path}.")))
            })
            .cloned()
            .collect();
        self.sets(
            place,
            &info.attributes.iter().map(|row| row.name.to_owned()).collect(),
            &attributes,
            Kind::Attribute,
            Kind::NoAttribute,
        );
    }

    /// Compares the rows of a resource (without a name) or property type with an object of the schema.
    fn object(&mut self, name: &str, object: &Value, info: &ObjectInfo) {
        let place = self.place(name);
        let known = object["properties"].as_object().cloned().unwrap_or_default();
        let all = known.keys().cloned().collect();
        let rows: Names = info.names().map(str::to_owned).collect();
        self.sets(&place, &rows, &all, Kind::Unknown, Kind::LeftOut);
        let mut needed: Names = strings(&object["required"]).collect();
        needed.retain(|name| rows.contains(name));
        self.sets(
            &place,
            &names(info.required),
            &needed,
            Kind::Required,
            Kind::Optional,
        );
        for row in &rows {
            if let Some(property) = known.get(row) {
                self.property(name, row, property, row);
            }
        }
    }

    /// Looks for objects and lists of words behind a property; `called` is the name of the last `$ref` on the way.
    fn property(&mut self, owner: &str, row: &str, node: &Value, called: &str) {
        if let Some(target) = node["$ref"].as_str() {
            let name = target.trim_start_matches("#/definitions/");
            let definition = self.schema["definitions"][name].clone();
            self.property(owner, row, &definition, name);
        } else if node["enum"].is_array() {
            self.enumeration(owner, row, &node["enum"]);
        } else if node["properties"].is_object() && !node["items"].is_object() {
            self.definition(called, node);
        }
        let inner = ["items", "additionalProperties"]
            .map(|key| &node[key])
            .into_iter();
        let patterns = node["patternProperties"]
            .as_object()
            .into_iter()
            .flat_map(|map| map.values());
        let choices = ["oneOf", "anyOf", "allOf"]
            .into_iter()
            .filter_map(|key| node[key].as_array())
            .flatten();
        for part in inner
            .chain(patterns)
            .chain(choices)
            .filter(|part| part.is_object())
        {
            self.property(owner, row, part, called);
        }
    }

    fn definition(&mut self, name: &str, object: &Value) {
        let place = self.place(name);
        let line = self.definitions.iter().find(|line| line.place() == place);
        let first = self.seen.insert(place.clone());
        match line {
            Some(line) if first => self.object(name, object, line.object),
            Some(_) => {}
            None => self.report(&place, Kind::Untyped, name),
        }
    }

    fn enumeration(&mut self, owner: &str, row: &str, schema: &Value) {
        let place = format!("{}.{row}", self.place(owner));
        self.seen.insert(place.clone());
        let Some(line) = self.words.iter().find(|line| line.place == place) else {
            self.report(&place, Kind::Untyped, row);
            return;
        };
        let known = schema.as_array().into_iter().flatten().map(word).collect();
        let words = line.words.iter().cloned().collect();
        self.sets(&place, &words, &known, Kind::WordUnknown, Kind::WordLeftOut);
    }

    /// Lines of `tables.rs` for this type that the walk did not come by.
    fn unasked(&mut self) {
        let here = format!("{}.", self.cfn_type);
        let lines = self.definitions.iter().map(Definition::place);
        let lines = lines.chain(self.words.iter().map(|line| line.place.to_owned()));
        for place in lines.filter(|place| place.starts_with(&here)) {
            if !self.seen.contains(&place) {
                let name = place.rsplit('.').next().unwrap_or_default().to_owned();
                self.report(&place, Kind::Unasked, &name);
            }
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

    fn place(&self, name: &str) -> String {
        if name.is_empty() {
            self.cfn_type.to_owned()
        } else {
            format!("{}.{name}", self.cfn_type)
        }
    }
}

fn names(names: &[&str]) -> Names {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn strings(list: &Value) -> impl Iterator<Item = String> {
    list.as_array().into_iter().flatten().map(word)
}

/// A word of an enum; numbers count as their digits.
fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The properties that these lists of pointers name: `/properties/A/B` is `A.B`.
fn pointers(schema: &Value, lists: &[&str]) -> Names {
    let pointers = lists.iter().flat_map(|list| strings(&schema[*list]));
    pointers
        .map(|pointer| pointer.trim_start_matches("/properties/").replace('/', "."))
        .collect()
}

#[cfg(test)]
mod tests {
    use cfn::{Row, Shape};
    use serde_json::json;

    use super::*;

    const TABLE: TypeInfo = TypeInfo {
        cfn_type: "A::B::C",
        object: &ObjectInfo {
            name: "C",
            required: &["Name", "Extra"],
            properties: &[row("Name"), row("Extra"), row("Color"), row("Parts"), row("Kept")],
            left_out: &[],
        },
        replaces_on: &["Color"],
        attributes: &[row("Arn"), row("Shape")],
    };

    const PART: ObjectInfo = ObjectInfo {
        name: "Part",
        required: &[],
        properties: &[row("Size"), row("Depth")],
        left_out: &[],
    };

    const fn row(name: &'static str) -> Row {
        Row {
            name,
            shape: Shape::Text,
        }
    }

    fn found(definitions: &[Definition], words: &[Words]) -> Vec<String> {
        let schema = json!({
            "properties": {
                "Name": { "type": "string" },
                "Color": { "enum": ["RED", "BLUE"] },
                "Parts": { "type": "array", "items": { "$ref": "#/definitions/Part" } },
                "Kept": { "type": "string" },
                "Missed": { "type": "string" },
                "Id": { "type": "string" },
                "Arn": { "type": "string" },
            },
            "definitions": { "Part": { "properties": { "Size": {}, "Weight": {} }, "required": ["Size"] } },
            "required": ["Name", "Kept", "Missed"],
            "createOnlyProperties": ["/properties/Name", "/properties/Missed"],
            "conditionalCreateOnlyProperties": ["/properties/Kept"],
            "readOnlyProperties": ["/properties/Id", "/properties/Id/Inner", "/properties/Arn"],
        });
        let found = differences(&TABLE, &schema, definitions, words);
        let text = |difference: &Difference| {
            format!("{} {:?} {}", difference.place, difference.kind, difference.name)
        };
        found.iter().map(text).collect()
    }

    #[test]
    fn every_kind_of_difference_is_found() {
        let part = Definition {
            cfn_type: "A::B::C",
            name: "Part",
            object: &PART,
        };
        let gone = Definition { name: "Gone", ..part };
        let color = Words {
            place: "A::B::C.Color",
            words: vec!["RED".to_owned(), "GREEN".to_owned()],
        };
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
            "A::B::C.Color WordLeftOut BLUE",
            "A::B::C.Color WordUnknown GREEN",
            "A::B::C.Gone Unasked Gone",
            "A::B::C.Part LeftOut Weight",
            "A::B::C.Part Unknown Depth",
            "A::B::C.Part Optional Size",
        ];
        assert_eq!(found(&[part, gone], &[color]), expected);
    }

    #[test]
    fn a_structure_without_a_line_is_found() {
        let untyped: Vec<_> = found(&[], &[])
            .into_iter()
            .filter(|difference| difference.contains("Untyped"))
            .collect();
        assert_eq!(
            untyped,
            ["A::B::C.Color Untyped Color", "A::B::C.Part Untyped Part"]
        );
    }
}

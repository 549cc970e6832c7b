//! Tables as another crate declares and uses them.

use cfn::{
    Arn, ArnSource, Emit, Id, IntoEntry, List, Resource, Shape, Stack, Tree, Value, property, resource,
    string_enum,
};

string_enum! {
    /// A mode.
    Mode {
        /// One.
        One = "ONE",
        /// Two.
        Two = "TWO",
    }
    left_out { "THREE" }
}

property! {
    /// Settings.
    Settings {
        required {
            /// The mode.
            mode: Value<Mode> = "Mode",
        }
        optional {
            /// A number.
            number: Value<i64> = "Number",
            /// Settings inside these.
            nested: List<Settings> = "Nested",
        }
    }
}

resource! {
    /// A thing.
    Thing = "Test::Thing" {
        required {
            /// The name.
            name: Value<String> = "Name",
            /// What it stands on.
            base: Value<Arn<Thing>> = "BaseArn",
        }
        optional {
            /// The settings.
            settings: Value<Settings> = "Settings",
            /// Whether it is on.
            on: Value<bool> = "On",
            /// What it stood on.
            old: Value<Id<Thing>> = "Old",
        }
        attributes { ARN: Arn<Thing> = "Arn", COUNT: i64 = "Count" }
        arn = "Arn"
        replaces_on { "Name" }
        left_out { "Legacy" }
    }
}

#[test]
fn properties_come_out_in_the_order_of_the_table() {
    let mut stack = Stack::new("demo");
    let first = stack.add("First", Thing::new("first", Arn::of("arn:outside")));
    let settings = Settings::new(Mode::Two).number(5);
    let second = Thing::new("second", &first).on(true).settings(settings);
    let second = second.raw_property("Extra", 1).raw_property("Name", "overridden");
    stack.add("Second", second);
    let template = stack.synth().unwrap();
    let expected = "\
Type: Test::Thing
Properties:
  Name: overridden
  BaseArn: !GetAtt First.Arn
  Settings:
    Mode: TWO
    Number: 5
  On: true
  Extra: 1
";
    let second = template.resource("Second").unwrap();
    assert_eq!(second, &Tree::from_yaml(expected).unwrap());
    let keys: Vec<_> = second
        .get("Properties")
        .and_then(Tree::as_map)
        .unwrap()
        .keys()
        .collect();
    assert_eq!(keys, ["Name", "BaseArn", "Settings", "On", "Extra"]);
}

#[test]
fn a_setter_that_is_called_twice_keeps_the_last_value() {
    let settings = Settings::new(Mode::One).number(1).number(2);
    assert_eq!(settings.emit().get("Number"), Some(&Tree::Int(2)));
}

#[test]
fn the_facts_of_a_table_are_its_rows() {
    assert_eq!(Thing::INFO.cfn_type, "Test::Thing");
    assert_eq!(Thing::INFO.object.required, ["Name", "BaseArn"]);
    let names: Vec<_> = Thing::INFO.object.names().collect();
    assert_eq!(names, ["Name", "BaseArn", "Settings", "On", "Old"]);
    assert_eq!(Thing::INFO.object.left_out, ["Legacy"]);
    assert_eq!(Thing::INFO.replaces_on, ["Name"]);
    assert_eq!(Thing::INFO.arn, Some(ArnSource::Attribute("Arn")));
    assert_eq!(Settings::OBJECT.required, ["Mode"]);
    assert_eq!(
        Mode::ALL.iter().map(|mode| mode.as_str()).collect::<Vec<_>>(),
        ["ONE", "TWO"]
    );
}

#[test]
fn the_shape_of_a_row_follows_from_its_type() {
    let thing = Thing::INFO.object;
    assert_eq!(thing.property("Name"), Some(Shape::Text));
    assert_eq!(thing.property("BaseArn"), Some(Shape::Arn("Test::Thing")));
    assert_eq!(thing.property("On"), Some(Shape::Boolean));
    assert_eq!(thing.property("Settings"), Some(Shape::Object(Settings::OBJECT)));
    assert_eq!(thing.property("Legacy"), None);
    assert_eq!(
        Settings::OBJECT.property("Mode"),
        Some(Shape::Words(&["ONE", "TWO", "THREE"]))
    );
    assert_eq!(Thing::INFO.attribute("Arn"), Some(Shape::Arn("Test::Thing")));
    assert_eq!(Thing::INFO.attribute("Count"), Some(Shape::Integer));
}

#[test]
fn an_object_may_contain_itself() {
    let Some(Shape::List(Shape::Object(inner))) = Settings::OBJECT.property("Nested") else {
        panic!("`Nested` is a list of objects");
    };
    assert_eq!(*inner, Settings::OBJECT);
    assert_eq!(format!("{inner:?}"), "ObjectRef(Settings)");
}

#[test]
fn an_arn_is_an_attribute_or_what_ref_yields() {
    resource! {
        /// A resource whose `Ref` is its ARN.
        Topic = "Test::Topic" {
            required {}
            optional {}
            attributes {}
            arn = Ref
            replaces_on {}
        }
    }
    let mut stack = Stack::new("demo");
    let topic = stack.add("News", Topic::new());
    assert_eq!(Topic::INFO.arn, Some(ArnSource::Ref));
    assert_eq!(topic.arn().emit(), Tree::single("Ref", "News"));
    let thing = stack.add("Thing", Thing::new("a", Arn::of("b")));
    assert_eq!(thing.arn().emit(), Tree::single("Fn::GetAtt", ["Thing", "Arn"]));
}

#[test]
fn attributes_have_their_type() {
    let mut stack = Stack::new("demo");
    let thing = stack.add("Thing", Thing::new("a", Arn::of("b")));
    let count: Value<i64> = thing.get(Thing::COUNT);
    assert_eq!(count.emit(), Tree::single("Fn::GetAtt", ["Thing", "Count"]));
    assert_eq!(thing.get(Thing::ARN), thing.arn());
    let text: Value<String> = thing.arn().into();
    assert_eq!(text.emit(), thing.arn().emit());
    assert_eq!(thing.id().emit(), thing.id_text().emit());
}

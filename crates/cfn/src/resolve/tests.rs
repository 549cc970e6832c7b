use super::{Environment, Lookup, ResolveError, ResolveProblem as Problem, resolve};
use crate::{Map, Template, Tree};

struct Resources;

impl Lookup for Resources {
    fn reference(&self, id: &str) -> Option<Tree> {
        (id == "Rooms").then(|| "rooms-table".into())
    }

    fn attribute(&self, id: &str, attribute: &str) -> Option<Tree> {
        match (id, attribute) {
            ("Rooms", "Arn") => Some("arn:rooms".into()),
            ("Rooms", "Nested.Part") => Some("deep".into()),
            _ => None,
        }
    }
}

fn tree(json: &str) -> Tree {
    serde_json::from_str(json).unwrap()
}

fn map(json: &str) -> Map {
    tree(json).as_map().unwrap().clone()
}

fn environment() -> Environment {
    Environment {
        region: "eu-central-1".to_owned(),
        stack_name: "chat-dev".to_owned(),
        parameters: map(r#"{"Stage": "dev", "Count": 3, "Zones": ["a", "b"]}"#),
        mappings: map(r#"{"Sizes": {"dev": {"small": 1, "names": ["x", "y"]}}}"#),
        conditions: map(r#"{"IsDev": {"Fn::Equals": [{"Ref": "Stage"}, "dev"]},
                "IsProd": {"Fn::Not": [{"Condition": "IsDev"}]},
                "Both": {"Fn::And": [{"Condition": "IsDev"}, {"Condition": "IsProd"}]},
                "Either": {"Fn::Or": [{"Condition": "IsDev"}, {"Condition": "IsProd"}]},
                "Three": {"Fn::Equals": [{"Ref": "Count"}, "3"]},
                "Here": {"Condition": "There"}, "There": {"Fn::Not": [{"Condition": "Here"}]},
                "Enter": {"Condition": "Here"},
                "Decided": true}"#),
        ..Environment::default()
    }
}

fn resolved(json: &str) -> Result<Tree, ResolveError> {
    resolve(&tree(json), &environment(), &Resources)
}

#[track_caller]
fn yields(json: &str, expected: &str) {
    assert_eq!(resolved(json).unwrap(), tree(expected), "{json}");
}

#[track_caller]
fn fails(json: &str) -> Problem {
    resolved(json).unwrap_err().problem
}

#[test]
fn references_find_parameters_pseudo_parameters_and_resources() {
    yields(r#"{"Ref": "Stage"}"#, r#""dev""#);
    yields(r#"{"Ref": "Zones"}"#, r#"["a", "b"]"#);
    yields(r#"{"Ref": "Rooms"}"#, r#""rooms-table""#);
    yields(r#"{"Ref": "AWS::Region"}"#, r#""eu-central-1""#);
    yields(r#"{"Ref": "AWS::AccountId"}"#, r#""000000000000""#);
    yields(r#"{"Ref": "AWS::NotificationARNs"}"#, "[]");
    let id = "arn:aws:cloudformation:eu-central-1:000000000000:stack/chat-dev/00000000-0000-0000-0000-000000000000";
    yields(r#"{"Ref": "AWS::StackId"}"#, &format!("{id:?}"));
    let problem = fails(r#"{"Ref": "Nobody"}"#);
    assert_eq!(problem, Problem::UnknownReference("Nobody".to_owned()));
}

#[test]
fn attributes_take_both_spellings() {
    yields(r#"{"Fn::GetAtt": ["Rooms", "Arn"]}"#, r#""arn:rooms""#);
    yields(r#"{"Fn::GetAtt": "Rooms.Arn"}"#, r#""arn:rooms""#);
    yields(r#"{"Fn::GetAtt": "Rooms.Nested.Part"}"#, r#""deep""#);
    yields(
        r#"{"Fn::GetAtt": ["Rooms", {"Fn::Join": ["", ["A", "rn"]]}]}"#,
        r#""arn:rooms""#,
    );
    let problem = fails(r#"{"Fn::GetAtt": ["Rooms", "Colour"]}"#);
    let (id, attribute) = ("Rooms".to_owned(), "Colour".to_owned());
    assert_eq!(problem, Problem::UnknownAttribute { id, attribute });
}

#[test]
fn sub_fills_names_attributes_and_variables() {
    yields(
        r#"{"Fn::Sub": "${Stage}/${Rooms}/${Rooms.Arn}/${AWS::Partition}"}"#,
        r#""dev/rooms-table/arn:rooms/aws""#,
    );
    yields(
        r#"{"Fn::Sub": ["${A}-${Stage}", {"A": {"Ref": "Count"}}]}"#,
        r#""3-dev""#,
    );
    yields(r#"{"Fn::Sub": ["${Stage}", {"Stage": "shadow"}]}"#, r#""shadow""#);
    yields(
        r#"{"Fn::Sub": "${!Stage} $Stage {} ${ open"}"#,
        r#""${Stage} $Stage {} ${ open""#,
    );
    assert!(matches!(
        fails(r#"{"Fn::Sub": "${Zones}"}"#),
        Problem::Form { .. }
    ));
    assert!(matches!(
        fails(r#"{"Fn::Sub": "${AWS::NoValue}"}"#),
        Problem::Form { .. }
    ));
    assert!(matches!(
        fails(r#"{"Fn::Sub": "${}"}"#),
        Problem::UnknownReference(_)
    ));
}

#[test]
fn lists_are_joined_selected_and_split() {
    yields(
        r#"{"Fn::Join": ["-", ["a", {"Ref": "Stage"}, 3, true]]}"#,
        r#""a-dev-3-true""#,
    );
    yields(r#"{"Fn::Join": ["", {"Ref": "Zones"}]}"#, r#""ab""#);
    yields(r#"{"Fn::Join": [",", ["a", {"Ref": "AWS::NoValue"}]]}"#, r#""a""#);
    yields(r#"{"Fn::Select": [1, {"Ref": "Zones"}]}"#, r#""b""#);
    yields(r#"{"Fn::Select": ["0", {"Fn::Split": ["/", "x/y"]}]}"#, r#""x""#);
    yields(
        r#"{"Fn::Split": ["/", {"Fn::Sub": "${Stage}/"}]}"#,
        r#"["dev", ""]"#,
    );
    let problem = fails(r#"{"Fn::Select": [2, ["a", "b"]]}"#);
    assert_eq!(problem, Problem::OutOfRange { index: 2, length: 2 });
    assert!(matches!(
        fails(r#"{"Fn::Select": [-1, ["a"]]}"#),
        Problem::Form { .. }
    ));
    assert!(matches!(
        fails(r#"{"Fn::Split": ["", "x"]}"#),
        Problem::Form { .. }
    ));
}

#[test]
fn conditions_choose_and_only_the_chosen_branch_is_evaluated() {
    yields(r#"{"Fn::If": ["IsDev", "yes", {"Ref": "Nobody"}]}"#, r#""yes""#);
    yields(r#"{"Fn::If": ["IsProd", {"Ref": "Nobody"}, "no"]}"#, r#""no""#);
    for (name, holds) in [
        ("Both", false),
        ("Either", true),
        ("Three", true),
        ("Decided", true),
    ] {
        assert_eq!(environment().holds(name), Ok(holds), "{name}");
    }
    let problem = fails(r#"{"Fn::If": ["Nowhere", 1, 2]}"#);
    assert_eq!(problem, Problem::UnknownCondition("Nowhere".to_owned()));
}

#[test]
fn a_condition_defined_through_itself_names_the_ring() {
    let error = environment().holds("Enter").unwrap_err();
    let ring = ["Here", "There", "Here"].map(str::to_owned).to_vec();
    assert_eq!(error.problem, Problem::ConditionCycle(ring));
    assert_eq!(error.path, "Conditions.There.Fn::Not[0].Condition");
}

#[test]
fn conditions_that_nest_without_end_are_refused_before_the_stack_ends() {
    let link = |index: usize| {
        let next = Tree::single("Condition", format!("C{}", index + 1));
        let definition = (0..60).fold(next, |inner, _| Tree::single("Fn::Not", [inner]));
        (format!("C{index}"), definition)
    };
    let mut conditions: Map = (0..1000).map(link).collect();
    conditions.insert("C1000".to_owned(), true.into());
    let environment = Environment {
        conditions,
        ..Environment::default()
    };
    assert_eq!(
        environment.holds("C0").unwrap_err().problem,
        Problem::ConditionDepth
    );
    assert_eq!(environment.holds("C998"), Ok(true));
}

#[test]
fn a_condition_cannot_choose() {
    let environment = Environment {
        conditions: map(r#"{"C": {"Fn::Equals": [{"Fn::If": ["C", "a", "b"]}, "a"]}}"#),
        ..Environment::default()
    };
    assert_eq!(environment.holds("C").unwrap_err().problem, Problem::Unsupported);
}

#[test]
fn mappings_are_looked_up_by_resolved_keys() {
    yields(r#"{"Fn::FindInMap": ["Sizes", {"Ref": "Stage"}, "small"]}"#, "1");
    yields(r#"{"Fn::FindInMap": ["Sizes", "dev", "names"]}"#, r#"["x", "y"]"#);
    let problem = fails(r#"{"Fn::FindInMap": ["Sizes", "prod", "small"]}"#);
    assert_eq!(
        problem.to_string(),
        "the mappings hold nothing under `Sizes`, `prod`, `small`"
    );
}

#[test]
fn no_value_removes_entries_and_items() {
    yields(
        r#"{"a": {"Ref": "AWS::NoValue"}, "b": [1, {"Fn::If": ["IsDev", {"Ref": "AWS::NoValue"}, 2]}, 3]}"#,
        r#"{"b": [1, 3]}"#,
    );
    yields(r#"{"Ref": "AWS::NoValue"}"#, "null");
}

#[test]
fn functions_nest_and_plain_trees_stay() {
    yields(r#"{"Fn::Base64": {"Fn::Sub": "${Stage}"}}"#, r#""ZGV2""#);
    let plain = r#"{"Effect": "Allow", "Condition": {"StringEquals": {"a": "b"}}, "n": [null, 1.5]}"#;
    yields(plain, plain);
}

#[test]
fn what_needs_aws_is_an_error_with_function_and_path() {
    let error = resolved(r#"{"Outputs": [{"X": {"Fn::ImportValue": "shared"}}]}"#).unwrap_err();
    assert_eq!(error.problem, Problem::NotLocal);
    assert_eq!(
        error.to_string(),
        "`Fn::ImportValue` at `Outputs[0].X.Fn::ImportValue`: exports of other stacks are not available locally",
    );
    assert_eq!(fails(r#"{"Fn::Transform": {}}"#), Problem::Unsupported);
    assert_eq!(fails(r#"{"Fn::Sub": "x", "b": 1}"#), Problem::NotAlone);
}

#[test]
fn malformed_arguments_are_errors() {
    let malformed = [
        r#"{"Ref": ["Stage"]}"#,
        r#"{"Fn::GetAtt": "Rooms"}"#,
        r#"{"Fn::Sub": ["a"]}"#,
        r#"{"Fn::Sub": ["a", []]}"#,
        r#"{"Fn::Join": ["-"]}"#,
        r#"{"Fn::Join": ["-", "text"]}"#,
        r#"{"Fn::If": ["IsDev", 1]}"#,
        r#"{"Fn::FindInMap": "x"}"#,
        r#"{"Fn::Base64": []}"#,
    ];
    for json in malformed {
        assert!(matches!(fails(json), Problem::Form { .. }), "{json}");
    }
}

fn template(parameters: &str) -> Template {
    Template::from_tree("chat-dev", Tree::single("Parameters", tree(parameters)))
}

#[test]
fn a_template_gives_defaults_and_overrides_go_first() {
    let template = template(
        r#"{"Stage": {"Type": "String", "Default": "dev", "AllowedValues": ["dev", "prod"]},
            "Port": {"Type": "String", "Default": 3001},
            "Zones": {"Type": "CommaDelimitedList", "Default": "a, b"},
            "Key": {"Type": "String"}}"#,
    );
    let overrides = map(r#"{"Key": "object", "Stage": "prod"}"#);
    let environment = Environment::for_template(&template, &overrides).unwrap();
    let expected = map(r#"{"Stage": "prod", "Port": "3001", "Zones": ["a", "b"], "Key": "object"}"#);
    assert_eq!(environment.parameters, expected);
    assert_eq!(environment.stack_name, "chat-dev");
}

#[test]
fn every_parameter_without_a_usable_value_is_named() {
    let template = template(
        r#"{"Bucket": {"Type": "String"}, "Key": {"Type": "String"},
            "Image": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a/name"},
            "Stage": {"Type": "String", "AllowedValues": ["dev"]}}"#,
    );
    let overrides = map(r#"{"Stage": "test", "Typo": 1}"#);
    let error = Environment::for_template(&template, &overrides).unwrap_err();
    assert_eq!(
        error.to_string(),
        "parameters without a value: Bucket, Key, Image; values for parameters that the template does not \
         declare: Typo; values that are not among the allowed ones: Stage",
    );
}

use super::{Expr, Part, Pseudo};
use crate::{
    Emit, Environment, List, LogicalId, Lookup, Tree, Value, base64, import, join, resolve, select, split,
    sub,
};

fn id(text: &str) -> LogicalId {
    LogicalId::new(text).unwrap()
}

#[track_caller]
fn lowers(value: &impl Emit, json: &str) {
    assert_eq!(value.emit(), Tree::from_json(json).unwrap());
}

#[test]
fn every_function_has_its_long_form() {
    let region = || Value::<String>::from(Pseudo::Region);
    lowers(&region(), r#"{"Ref": "AWS::Region"}"#);
    lowers(
        &join("-", [region(), "a".into()]),
        r#"{"Fn::Join": ["-", [{"Ref": "AWS::Region"}, "a"]]}"#,
    );
    lowers(
        &split(",", region()),
        r#"{"Fn::Split": [",", {"Ref": "AWS::Region"}]}"#,
    );
    lowers(
        &select(2, split(",", "a,b,c")),
        r#"{"Fn::Select": [2, {"Fn::Split": [",", "a,b,c"]}]}"#,
    );
    lowers(
        &select::<String>(0, ["a", "b"]),
        r#"{"Fn::Select": [0, ["a", "b"]]}"#,
    );
    lowers(&base64(region()), r#"{"Fn::Base64": {"Ref": "AWS::Region"}}"#);
    lowers(&import::<String>("shared"), r#"{"Fn::ImportValue": "shared"}"#);
    let get_att = Expr::GetAtt(id("Api"), "Arn".to_owned());
    assert_eq!(get_att.to_tree(), Tree::single("Fn::GetAtt", ["Api", "Arn"]));
}

#[test]
fn lists_take_items_or_one_expression() {
    let items: List<String> = vec!["a", "b"].into();
    lowers(&items, r#"["a", "b"]"#);
    assert_eq!(items.to_expr().to_tree(), items.emit());
    let all: List<String> = List::Expr(Expr::Pseudo(Pseudo::NotificationArns));
    lowers(&all, r#"{"Ref": "AWS::NotificationARNs"}"#);
}

#[test]
fn sub_names_what_it_can_and_carries_the_rest_as_variables() {
    let function = || Expr::GetAtt(id("Fn"), "Arn".to_owned());
    lowers(
        &sub!("a{}b{}c{}", Expr::Ref(id("Api")), function(), Pseudo::Partition),
        r#"{"Fn::Sub": "a${Api}b${Fn.Arn}c${AWS::Partition}"}"#,
    );
    lowers(
        &sub!("{}/{}", import::<String>("x"), Expr::Ref(id("Var1"))),
        r#"{"Fn::Sub": ["${Part_1}/${Var1}", {"Part_1": {"Fn::ImportValue": "x"}}]}"#,
    );
    let inner = sub!("{}:{}", import::<String>("y"), Pseudo::Region);
    lowers(
        &sub!("{}-{}", import::<String>("x"), inner),
        r#"{"Fn::Sub": ["${Part_1}-${Part_2}:${AWS::Region}",
            {"Part_1": {"Fn::ImportValue": "x"}, "Part_2": {"Fn::ImportValue": "y"}}]}"#,
    );
}

#[test]
fn sub_without_holes_is_plain_text() {
    lowers(&sub!("a ${b} ${!c}"), r#""a ${b} ${!c}""#);
    lowers(&sub!("{}-{}", "x", Value::<i64>::from(7)), r#""x-7""#);
    lowers(&sub!("{}", sub!("${}", "{x}")), r#""${x}""#);
}

struct Nothing;

impl Lookup for Nothing {
    fn reference(&self, _id: &str) -> Option<Tree> {
        None
    }

    fn attribute(&self, _id: &str, _attribute: &str) -> Option<Tree> {
        None
    }
}

#[test]
fn literal_text_is_never_substituted_however_it_is_cut() {
    let parts = |parts: &[&str]| {
        let text = parts.iter().map(|part| Part::Text((*part).to_owned()));
        let hole = Part::Hole(Expr::Pseudo(Pseudo::Region));
        Expr::Sub(text.chain([hole]).collect())
    };
    for cut in [
        &["${Evil}"][..],
        &["$", "{Evil}"],
        &["${", "Evil}"],
        &["${!Evil}"],
        &["$$", "{!", "}"],
        &["a$"],
    ] {
        let resolved = resolve(&parts(cut).to_tree(), &Environment::default(), &Nothing);
        assert_eq!(
            resolved,
            Ok(format!("{}us-east-1", cut.concat()).into()),
            "{cut:?}"
        );
    }
}

#[test]
fn pseudo_parameters_are_found_by_name() {
    for pseudo in Pseudo::ALL {
        assert_eq!(Pseudo::named(pseudo.name()), Some(pseudo));
    }
    assert_eq!(Pseudo::named("AWS::Nothing"), None);
}

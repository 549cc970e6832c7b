use crate::{
    Asset, AssetSource, ConditionExpr, Construct, Diagnostic, Handle, IntoEntry, Origin, Output, Parameter,
    Pseudo, RawResource, RemovalPolicy, Scope, Severity, Stack, Template, Tree, import,
};

fn topic() -> RawResource {
    RawResource::new("AWS::SNS::Topic", Tree::map())
}

/// A construct with a construct inside.
struct Outer;

struct Inner;

impl Construct for Outer {
    type Output = Handle<RawResource>;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> Self::Output {
        scope.parameter(&format!("{id}Key"), Parameter::text());
        scope.add(&format!("{id}Part"), Inner);
        scope.add(id, topic())
    }
}

impl Construct for Inner {
    type Output = ();

    fn build(self, scope: &mut Scope<'_>, id: &str) {
        scope.add(&format!("{id}Deep"), topic());
    }
}

fn full() -> Stack {
    let mut stack = Stack::new("chat-dev");
    stack.output("Early", Output::new("text".to_owned()));
    let news = stack.add("News", topic());
    stack.metadata("Purpose", "a test");
    stack.describe("a stack with every section");
    let stage = stack.parameter("Stage", Parameter::text().default_value("dev"));
    let sizes = stack.mapping("Sizes", Tree::single("dev", Tree::single("memory", 128)));
    let is_dev = stack.condition("IsDev", &ConditionExpr::equals::<String>(&stage, "dev"));
    let entry = topic()
        .depends_on(&news)
        .depends_on(&news)
        .condition(&is_dev)
        .deletion_policy(RemovalPolicy::Retain)
        .update_replace_policy(RemovalPolicy::Delete)
        .metadata("Why", "attributes")
        .raw_property("Memory", crate::Emit::emit(&sizes.find::<i64>(&stage, "memory")));
    stack.add("Entry", entry);
    let url = Output::new(is_dev.choose::<String>(import::<String>("shared-url"), Pseudo::NoValue));
    stack.output("Url", url.condition(&is_dev).export("chat-url"));
    stack
}

#[test]
fn sections_and_attributes_stand_in_their_order() {
    let expected = "\
AWSTemplateFormatVersion: '2010-09-09'
Description: a stack with every section

Metadata:
  Purpose: a test

Parameters:
  Stage:
    Type: String
    Default: dev

Mappings:
  Sizes:
    dev:
      memory: 128

Conditions:
  IsDev: !Equals [!Ref Stage, dev]

Resources:
  News:
    Type: AWS::SNS::Topic

  Entry:
    Type: AWS::SNS::Topic
    Condition: IsDev
    DependsOn:
      - News
    DeletionPolicy: Retain
    UpdateReplacePolicy: Delete
    Metadata:
      Why: attributes
    Properties:
      Memory: !FindInMap [Sizes, !Ref Stage, memory]

Outputs:
  Early:
    Value: text
  Url:
    Condition: IsDev
    Value: !If [IsDev, !ImportValue shared-url, !Ref 'AWS::NoValue']
    Export:
      Name: chat-url
";
    assert_eq!(full().synth().unwrap().to_yaml(), expected);
}

#[test]
fn the_same_program_yields_the_same_bytes_and_reads_back() {
    let template = full().synth().unwrap();
    assert_eq!(template.to_json(), full().synth().unwrap().to_json());
    let read = Template::from_json("chat-dev", &template.to_json()).unwrap();
    assert_eq!(read.tree(), template.tree());
    let read = Template::from_yaml("chat-dev", &template.to_yaml()).unwrap();
    assert_eq!(read.tree(), template.tree());
}

#[test]
fn an_empty_stack_still_has_its_resources_section() {
    let template = Stack::new("empty").synth().unwrap();
    assert_eq!(
        template.to_yaml(),
        "AWSTemplateFormatVersion: '2010-09-09'\nResources: {}\n"
    );
}

fn here(line: u32) -> Origin {
    let file = file!().to_owned();
    Origin {
        file,
        line,
        column: None,
    }
}

#[test]
fn parts_have_the_line_of_the_outermost_add() {
    let mut stack = Stack::new("demo");
    let line = line!();
    stack.add("Chat", Outer);
    stack.add("After", topic());
    stack.parameter("Late", Parameter::text());
    stack.output("Url", Output::new("x".to_owned()));
    stack.condition("Always", &ConditionExpr::equals::<String>("a", "a"));
    let template = stack.synth().unwrap();
    for id in ["ChatKey", "ChatPartDeep", "Chat"] {
        assert_eq!(template.origins()[id], here(line + 1), "{id}");
    }
    assert_eq!(template.origins()["After"], here(line + 2));
    assert_eq!(template.origins()["Late"], here(line + 3));
    assert_eq!(template.origins()["Outputs.Url"], here(line + 4));
    assert_eq!(template.origins()["Conditions.Always"], here(line + 5));
}

#[test]
fn every_collision_is_reported_with_both_places() {
    let mut stack = Stack::new("demo");
    let line = line!();
    stack.add("Name", topic());
    stack.add("Name", topic());
    stack.parameter("Name", Parameter::text());
    // Outputs have names of their own.
    stack.output("Name", Output::new("x".to_owned()));
    stack.output("Name", Output::new("x".to_owned()));
    stack.mapping("M", Tree::map());
    stack.mapping("M", Tree::map());
    stack.condition("C", &ConditionExpr::equals::<String>("a", "a"));
    stack.condition("C", &ConditionExpr::equals::<String>("a", "b"));
    let findings = stack.synth().unwrap_err().0;
    let collision = |what: &str, key: &str, first: u32, second: u32| {
        let name = key.rsplit('.').next().unwrap_or(key);
        Diagnostic::error("GW002", format!("the {what} `{name}` is declared twice"))
            .on(key)
            .at(here(line + first))
            .at(here(line + second))
            .hint("give one of the two another id")
    };
    let expected = [
        collision("resource", "Name", 1, 2),
        collision("parameter", "Name", 1, 3),
        collision("output", "Outputs.Name", 5, 6),
        collision("mapping", "Mappings.M", 7, 8),
        collision("condition", "Conditions.C", 9, 10),
    ];
    assert_eq!(findings, expected);
}

#[test]
fn an_equal_parameter_is_declared_once() {
    let mut stack = Stack::new("demo");
    let first = stack.parameter("Key", Parameter::text());
    let second = stack.parameter("Key", Parameter::text());
    assert_eq!(first.value(), second.value());
    stack.parameter("Key", Parameter::number());
    let findings = stack.synth().unwrap_err().0;
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, "GW002");
}

#[test]
fn an_id_that_is_none_is_reported_once_with_its_line() {
    let mut stack = Stack::new("demo");
    let line = line!() + 1;
    let bad = stack.add("chat-rooms", topic());
    stack.add("Other", topic().depends_on(&bad));
    let findings = stack.synth().unwrap_err().0;
    let codes: Vec<_> = findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["GW001"]);
    assert_eq!(findings[0].origins, [here(line)]);
}

/// A construct that has something to say.
struct Talker(Severity);

impl Construct for Talker {
    type Output = ();

    fn build(self, scope: &mut Scope<'_>, _id: &str) {
        let mut finding = Diagnostic::error("GW999", "a word");
        finding.severity = self.0;
        scope.report(finding);
    }
}

#[test]
fn errors_stop_a_template_and_warnings_ride_along() {
    let mut stack = Stack::new("demo");
    let line = line!() + 1;
    stack.add("Talk", Talker(Severity::Warning));
    let template = stack.clone().synth().unwrap();
    assert_eq!(template.findings()[0].origins, [here(line)]);
    stack.add("Shout", Talker(Severity::Error));
    assert_eq!(stack.synth().unwrap_err().0.len(), 2);
}

#[test]
fn an_audit_sees_what_came_after_it() {
    struct Watched;
    impl Construct for Watched {
        type Output = ();

        fn build(self, scope: &mut Scope<'_>, id: &str) {
            scope.add(id, topic());
            scope.audit(id, |template, id| {
                let others = template.resources().filter(|(other, _)| *other != id);
                others
                    .map(|(other, _)| Diagnostic::warning("X", format!("`{id}` is not alone")).on(other))
                    .collect()
            });
        }
    }
    let mut stack = Stack::new("demo");
    stack.add("First", Watched);
    stack.add("Later", topic());
    let line = line!() - 1;
    let template = stack.synth().unwrap();
    let [finding] = template.findings() else {
        panic!("{:?}", template.findings());
    };
    assert_eq!(finding.message, "`First` is not alone");
    assert_eq!(finding.origins[0].line, line);
}

#[test]
fn assets_and_what_stands_already_are_known() {
    let mut stack = Stack::new("demo");
    let asset = Asset {
        resource: "Fn".to_owned(),
        key_parameter: "FnCodeKey".to_owned(),
        source: AssetSource::Path {
            path: "dist".to_owned(),
        },
    };
    stack.scope().asset(asset.clone());
    stack.scope().parameter("Key", Parameter::text());
    assert!(stack.scope().contains("Key") && !stack.scope().contains("Fn"));
    assert_eq!(stack.scope().stack_name(), "demo");
    assert_eq!(stack.synth().unwrap().assets(), [asset]);
}

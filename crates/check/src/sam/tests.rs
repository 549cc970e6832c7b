use cfn::{Severity, Template, Tree};

use super::expand;

const CHAT: &str = include_str!("../../../../tests/corpus/clean/sam.yaml");

#[test]
fn a_websocket_api_becomes_its_parts() {
    let expanded = expand(&Template::from_yaml("demo", CHAT).unwrap());
    let template = &expanded.template;
    let of = |cfn_type| template.of_type(cfn_type).map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(
        of("AWS::ApiGatewayV2::Route"),
        ["ApiConnectRoute", "ApiDisconnectRoute", "ApiChatRoute"]
    );
    assert_eq!(of("AWS::ApiGatewayV2::Stage"), ["ApidevStage"]);
    assert_eq!(of("AWS::ApiGatewayV2::Authorizer"), ["ApiConnectAuthorizer"]);
    assert_eq!(of("AWS::IAM::Role"), ["ChatRole", "GuardRole", "WorkerRole"]);
    assert_eq!(of("AWS::Lambda::EventSourceMapping"), ["WorkerJobs"]);
    let function = template.resource("Worker").unwrap();
    assert_eq!(
        function.at(&["Properties", "MemorySize"]),
        Some(&Tree::Int(512)),
        "its own"
    );
    assert_eq!(
        function.at(&["Properties", "Runtime"]),
        Some(&"provided.al2023".into()),
        "from the globals"
    );
}

#[test]
fn findings_name_what_stands_in_the_file() {
    let text = CHAT.replace("StageName: dev", "StageName: de.v");
    let template = Template::from_yaml("demo", &text).unwrap();
    let findings = crate::template(&template);
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert_eq!(
        (errors[0].code.as_str(), errors[0].resource.as_deref()),
        ("GW201", Some("Api"))
    );
    assert_eq!(errors[0].path.as_deref(), Some("Properties.StageName"));
}

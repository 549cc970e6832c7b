use cfn::Template;

use crate::{Concrete, Link, Model, scenario};

/// Runs a test on the model of a template's first scenario.
fn model(resources: &str, test: impl Fn(&Model<'_>)) {
    let template = Template::from_yaml("demo", resources).unwrap();
    let first = scenario::of(&template).remove(0);
    let concrete = Concrete::new(&template, first.environment);
    test(&Model::new(&concrete));
}

const CHAT: &str = include_str!("../../../../tests/corpus/clean/chat.yaml");

#[test]
fn an_api_has_what_names_it() {
    model(CHAT, |model| {
        let [api] = model.apis.as_slice() else {
            panic!("{:?}", model.apis)
        };
        let keys: Vec<_> = api.routes.iter().filter_map(|route| route.key).collect();
        assert_eq!(keys, ["$connect", "$disconnect", "message", "ping"]);
        let connect = api.route("$connect").unwrap();
        assert_eq!(connect.target.resource().unwrap().id, "ChatIntegration");
        assert_eq!(connect.authorizer.resource().unwrap().id, "Authorizer");
        assert_eq!(api.route("ping").unwrap().responses[0].id, "PingAnswer");
        let integration = api.integration("ChatIntegration").unwrap();
        assert_eq!(integration.function.resource().unwrap().id, "Chat");
        assert!(!integration.role.is_set());
        assert_eq!(
            (
                api.stages[0].name,
                api.stages[0].deployment.resource().unwrap().id
            ),
            (Some("dev"), "Deployment1f0e")
        );
        assert_eq!((api.deployments.len(), api.authorizers.len()), (1, 1));
    });
}

#[test]
fn a_function_has_its_callers_and_a_role_its_policies() {
    model(CHAT, |model| {
        let ids = |resources: &[&crate::Resource<'_>]| -> Vec<String> {
            resources.iter().map(|resource| resource.id.to_owned()).collect()
        };
        assert_eq!(
            ids(&model.function("Guard").unwrap().permissions),
            ["GuardInvoke"]
        );
        let worker = model.function("Worker").unwrap();
        assert_eq!(ids(&worker.event_sources), ["WorkerJobs"]);
        let role = model.role(worker.role.resource().unwrap().id).unwrap();
        assert_eq!(
            role.managed,
            ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]
        );
        let statements: Vec<_> = role.policies[0].statements().collect();
        assert_eq!(statements[0].path, "Policies[0].PolicyDocument.Statement[0]");
        assert!(statements[0].allows());
        let resources: Vec<_> = statements[0].texts("Resource").collect();
        assert_eq!(resources, ["arn:aws:sqs:us-east-1:111122223333:‹Jobs›"]);
    });
}

#[test]
fn policies_that_are_resources_of_their_own_belong_to_their_roles() {
    let policy = "PolicyDocument: {Statement: {Effect: Allow, Action: 'sqs:*', Resource: '*'}}";
    let text = format!(
        "Resources:
  Role: {{Type: 'AWS::IAM::Role', Properties: {{RoleName: r, ManagedPolicyArns: [!Ref Managed]}}}}
  Managed: {{Type: 'AWS::IAM::ManagedPolicy', Properties: {{{policy}}}}}
  ByRef: {{Type: 'AWS::IAM::Policy', Properties: {{Roles: [!Ref Role], {policy}}}}}
  ByName: {{Type: 'AWS::IAM::RolePolicy', Properties: {{RoleName: r, {policy}}}}}
  Other: {{Type: 'AWS::IAM::Policy', Properties: {{Roles: [s], {policy}}}}}
"
    );
    model(&text, |model| {
        let role = model.role("Role").unwrap();
        let owners: Vec<_> = role.policies.iter().map(|policy| policy.owner.id).collect();
        assert_eq!(owners, ["Managed", "ByRef", "ByName"]);
        assert_eq!(
            role.policies[0].statements().next().unwrap().path,
            "PolicyDocument.Statement"
        );
    });
}

#[test]
fn what_leads_out_of_the_template_is_elsewhere_and_http_apis_are_left_out() {
    let text = "
Parameters:
  Shared: {Type: String}
Resources:
  Http: {Type: 'AWS::ApiGatewayV2::Api', Properties: {ProtocolType: HTTP}}
  Api: {Type: 'AWS::ApiGatewayV2::Api', Properties: {ProtocolType: WEBSOCKET}}
  Route: {Type: 'AWS::ApiGatewayV2::Route', Properties: {ApiId: !Ref Api, RouteKey: a, Target: !Sub 'integrations/${Shared}'}}
  Foreign: {Type: 'AWS::ApiGatewayV2::Route', Properties: {ApiId: !ImportValue shared, RouteKey: a}}
";
    model(text, |model| {
        assert_eq!(model.apis.len(), 1);
        assert_eq!(model.apis[0].routes.len(), 1);
        assert!(matches!(model.apis[0].routes[0].target, Link::Elsewhere));
        assert!(matches!(model.apis[0].routes[0].authorizer, Link::Unset));
    });
}

#[test]
fn what_stands_before_a_resource_is_what_it_names_and_what_that_names() {
    model(CHAT, |model| {
        let before = |id| {
            let mut before: Vec<_> = model.before(model.resource(id).unwrap()).into_iter().collect();
            before.sort_unstable();
            before
        };
        assert_eq!(before("LogAccount"), ["LogRole"]);
        assert_eq!(before("Api"), [""; 0]);
        let stage = before("Stage");
        for id in [
            "Deployment1f0e",
            "PingAnswer",
            "PingRoute",
            "ChatIntegration",
            "Chat",
            "LogRole",
        ] {
            assert!(stage.contains(&id), "{id}: {stage:?}");
        }
        assert!(
            !stage.contains(&"Stage") && !stage.contains(&"ChatInvoke"),
            "{stage:?}"
        );
    });
}

#[test]
fn macros_and_nested_stacks_may_hold_what_is_missing() {
    let open = |text: &str| {
        let open = std::cell::Cell::new(false);
        model(text, |model| open.set(model.is_open()));
        open.get()
    };
    assert!(!open("Resources: {}"));
    assert!(!open("Transform: AWS::Serverless-2016-10-31\nResources: {}"));
    assert!(open(
        "Transform: [AWS::Serverless-2016-10-31, AWS::LanguageExtensions]\nResources: {}"
    ));
    assert!(open("Resources: {Routes: {Type: 'AWS::CloudFormation::Stack'}}"));
}

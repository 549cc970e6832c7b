//! Access that widens without a statement that says so.

use super::*;

fn of(resources: &str) -> Template {
    Template::from_json("demo", &format!(r#"{{"Resources": {{{resources}}}}}"#)).unwrap()
}

fn role(id: &str, action: &str) -> String {
    format!(
        r#""{id}": {{"Type": "AWS::IAM::Role", "Properties": {{"Policies": [{{"PolicyName": "p", "PolicyDocument":
            {{"Statement": {{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}}}}}]}}}}"#
    )
}

#[test]
fn a_denial_that_goes_counts_beside_what_others_policies_allow() {
    let policy = |statement: &str| {
        let policy = format!(
            r#""Keep": {{"Type": "AWS::S3::BucketPolicy", "Properties": {{"Bucket": {{"Ref": "Files"}},
                "PolicyDocument": {{"Statement": [{statement}]}}}}}}"#
        );
        of(&format!(
            r#""Files": {{"Type": "AWS::S3::Bucket"}}, {policy}, {}"#,
            role("Reader", "s3:*")
        ))
    };
    let deny = r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#;
    let told = said(&policy(deny), &policy(""));
    assert!(
        told.iter().any(|verdict| verdict.contains("denies less")),
        "{told:?}"
    );
    assert_eq!(said(&policy(""), &policy(deny)), Vec::<String>::new());
}

#[test]
fn a_connect_route_that_goes_opens_the_door() {
    let api = r#""Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"ProtocolType": "WEBSOCKET"}}"#;
    let connect = r#""Connect": {"Type": "AWS::ApiGatewayV2::Route", "Properties": {"ApiId": {"Ref": "Api"},
        "RouteKey": "$connect", "AuthorizationType": "AWS_IAM"}}"#;
    let told = said(&of(&format!("{api}, {connect}")), &of(api));
    assert!(told[0].contains("`$connect` is gone"), "{told:?}");
}

#[test]
fn whoever_joins_a_group_may_do_more() {
    let user = |groups: &str| {
        of(&format!(
            r#""Ada": {{"Type": "AWS::IAM::User", "Properties": {{"Groups": [{groups}]}}}}"#
        ))
    };
    let told = said(&user(""), &user(r#""Admins""#));
    assert!(told[0].contains("group/Admins"), "{told:?}");
}

#[test]
fn a_function_that_is_only_called_by_its_address_stays_so() {
    let permission = |via: &str| {
        of(&format!(
            r#""Open": {{"Type": "AWS::Lambda::Permission", "Properties": {{"Action": "lambda:InvokeFunction",
                "FunctionName": "chat", "Principal": "*"{via}}}}}"#
        ))
    };
    let told = said(&permission(r#", "InvokedViaFunctionUrl": true"#), &permission(""));
    assert_eq!(told.len(), 1, "{told:?}");
}

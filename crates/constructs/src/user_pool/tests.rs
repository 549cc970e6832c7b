use cfn::{Emit, Stack};
use serde_json::json;

use super::*;
use crate::{
    aspects,
    testing::{codes, ids, properties, resource, synth},
};

#[test]
fn a_pool_is_safe_without_a_word() {
    let mut stack = Stack::new("demo");
    stack.add("Users", UserPool::new());
    let template = synth(stack);
    assert_eq!(ids(&template), ["Users", "UsersClient"]);
    let pool = resource(&template, "Users");
    assert_eq!(
        (&pool["DeletionPolicy"], &pool["UpdateReplacePolicy"]),
        (&json!("Retain"), &json!("Retain"))
    );
    let pool = &pool["Properties"];
    assert_eq!(pool["DeletionProtection"], "ACTIVE");
    assert_eq!(
        pool["AdminCreateUserConfig"],
        json!({"AllowAdminCreateUserOnly": true})
    );
    assert_eq!(pool["UsernameAttributes"], json!(["email"]));
    assert_eq!(pool["UsernameConfiguration"], json!({"CaseSensitive": false}));
    assert_eq!(pool["Policies"]["PasswordPolicy"]["MinimumLength"], 12);
    assert_eq!(
        (&pool["MfaConfiguration"], &pool["EnabledMfas"]),
        (&json!("OPTIONAL"), &json!(["SOFTWARE_TOKEN_MFA"]))
    );
    assert_eq!(
        properties(&template, "UsersClient"),
        json!({
            "UserPoolId": {"Ref": "Users"},
            "AccessTokenValidity": 60,
            "EnableTokenRevocation": true,
            "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            "GenerateSecret": false,
            "IdTokenValidity": 60,
            "PreventUserExistenceErrors": "ENABLED",
            "RefreshTokenValidity": 30,
            "TokenValidityUnits": {"AccessToken": "minutes", "IdToken": "minutes", "RefreshToken": "days"},
        })
    );
}

#[test]
fn groups_scopes_and_pages_come_when_they_are_asked_for() {
    let mut stack = Stack::new("demo");
    let users = UserPool::new()
        .self_sign_up()
        .second_factor_required()
        .durability(Durability::Disposable)
        .group("moderators", "May close rooms")
        .group("members", "May talk")
        .resource_server("chat", [("read", "Read rooms"), ("write", "Talk in rooms")])
        .sign_in_pages(
            "my-chat",
            ["https://chat.example/in", "http://localhost:8080/in", "chat://in"],
        );
    let users = stack.add("Users", users);
    let template = synth(stack);
    assert_eq!(
        ids(&template),
        [
            "Users",
            "UsersChatServer",
            "UsersClient",
            "UsersDomain",
            "UsersModeratorsGroup",
            "UsersMembersGroup"
        ]
    );
    assert_eq!(properties(&template, "Users")["DeletionProtection"], "INACTIVE");
    assert_eq!(properties(&template, "Users")["MfaConfiguration"], "ON");
    let client = resource(&template, "UsersClient");
    assert_eq!(client["DependsOn"], json!(["UsersChatServer"]));
    let client = &client["Properties"];
    assert_eq!(
        client["AllowedOAuthScopes"],
        json!(["openid", "email", "profile", "chat/read", "chat/write"])
    );
    assert_eq!(client["AllowedOAuthFlows"], json!(["code"]));
    assert_eq!(client["CallbackURLs"].as_array().map(Vec::len), Some(3));
    assert_eq!(properties(&template, "UsersMembersGroup")["Precedence"], 1);
    let url = users.sign_in_url().map(|url| url.emit());
    assert_eq!(
        url,
        Some(Tree::single(
            "Fn::Sub",
            "https://my-chat.auth.${AWS::Region}.amazoncognito.com"
        ))
    );
}

#[test]
fn an_authorizer_is_told_which_tokens_are_good() {
    let mut stack = Stack::new("demo");
    let users = stack.add("Users", UserPool::new());
    assert_eq!(
        users.issuer().emit(),
        Tree::single(
            "Fn::Sub",
            "https://cognito-idp.${AWS::Region}.${AWS::URLSuffix}/${Users}"
        )
    );
    assert_eq!(
        users.keys_url().emit(),
        Tree::single(
            "Fn::Sub",
            "https://cognito-idp.${AWS::Region}.${AWS::URLSuffix}/${Users}/.well-known/jwks.json"
        )
    );
    assert_eq!(users.client_id().emit(), Tree::single("Ref", "UsersClient"));
    assert_eq!(users.sign_in_url(), None);
}

#[test]
fn what_cognito_refuses_is_found() {
    for prefix in ["", "my-aws-chat", "Chat", "-chat", "chat-", "a.b"] {
        let mut stack = Stack::new("demo");
        stack.add(
            "Users",
            UserPool::new().sign_in_pages(prefix, ["https://chat.example"]),
        );
        assert_eq!(codes(stack), ["GW176"], "{prefix}");
    }
    for address in [
        "",
        "chat.example",
        "http://chat.example",
        "http://localhost.example",
        "https://a#b",
    ] {
        let mut stack = Stack::new("demo");
        stack.add("Users", UserPool::new().sign_in_pages("chat", [address]));
        assert_eq!(codes(stack), ["GW177"], "{address}");
    }
    let mut stack = Stack::new("demo");
    stack.add("Users", UserPool::new().sign_in_pages("chat", [""; 0]));
    assert_eq!(codes(stack), ["GW177"]);
}

#[test]
fn tags_and_durability_reach_a_pool() {
    let mut stack = Stack::new("demo");
    stack.add("Users", UserPool::new());
    stack.tag("team", "chat");
    stack.aspect(aspects::durability(Durability::Disposable));
    let template = synth(stack);
    let pool = resource(&template, "Users");
    assert_eq!(pool["DeletionPolicy"], "Delete");
    assert_eq!(pool["Properties"]["DeletionProtection"], "INACTIVE");
    assert_eq!(pool["Properties"]["UserPoolTags"], json!({"team": "chat"}));
}

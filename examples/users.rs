//! Users: who has signed in with Cognito may connect.
//!
//! Shows `UserPool`, an authorizer of your own behind an identity source (without a token the gateway answers 401 by
//! itself), and how what the authorizer says reaches later messages: `context.authorizer`, for the whole connection.

use constructs::prelude::*;

/// A pool, an authorizer, and a function that knows who is talking.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("users");
    let users = UserPool::new()
        .self_sign_up()
        .group("moderators", "May close rooms")
        .token_minutes::<30>();
    let users = stack.add("Users", users);

    // It needs no permission: the keys that tokens are verified with are public.
    let verifier = Function::rust("handlers", "verifier")
        .env("TOKEN_ISSUER", users.issuer())
        .env("TOKEN_KEYS", users.keys_url())
        .env("TOKEN_CLIENT_ID", users.client_id());
    let verifier = stack.add("Verifier", verifier);
    let api = stack.add("Api", WebSocketApi::new("users", RouteSelection::body("type")));
    // Browsers cannot set headers when they connect.
    let authorizer = Authorizer::request(&api, &verifier).require(IdentitySource::query("token"));
    let authorizer = stack.add("Authorizer", authorizer);

    let connect = stack.add("Connect", Function::rust("handlers", "connect"));
    let whoami = Json::object()
        .with("type", "you")
        .with("userId", source!("context.authorizer.userId"));
    let routes = Routes::of(&api.stage("live"))
        .connect(ConnectRoute::to(&connect).authorizer(&authorizer))
        .route(route_key!("whoami"), Route::answer(whoami));
    let routes = stack.add("Deployment", routes);
    let stage = stack.add("Stage", Stage::new(&routes));
    stack.output("Url", Output::new(stage.url()));
    stack.output("ClientId", Output::new(users.client_id()));
    stack
}

#[cfg(test)]
mod tests {
    use testing::{Synthesized, items};

    #[test]
    fn without_a_token_nothing_runs() {
        let template = Synthesized::of(super::stack());
        template.route("$connect").assert("AuthorizationType", "CUSTOM");
        let authorizer = template.resource("Authorizer");
        authorizer.assert("IdentitySource", items(["route.request.querystring.token"]));
    }

    #[test]
    fn what_the_authorizer_said_stays_with_the_connection() {
        let template = Synthesized::of(super::stack());
        let event = r#"{"requestContext": {"authorizer": {"userId": "ada"}}, "body": "{}"}"#;
        let answer = template.response_template("whoami", "$default").render(event);
        assert_eq!(answer, r#"{"type":"you","userId":"ada"}"#);
    }
}

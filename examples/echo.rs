//! Echo: the smallest API that answers, complete with its code.
//!
//! `Function::inline` puts a few lines into the template itself, so that this one is deployed as it stands. `two_way`
//! brings the two things without which an answer is swallowed: the expression on the route, and its response.

use constructs::prelude::*;

const CODE: &str = "\
def handler(event, context):
    return {'statusCode': 200, 'body': event.get('body') or ''}
";

/// One function behind `$default`.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("echo");
    let echo = stack.add("Echo", Function::inline(InlineRuntime::Python313, CODE));
    let api = stack.add("Api", WebSocketApi::new("echo", RouteSelection::body("type")));
    let routes = Routes::of(&api.stage("live")).default(Route::to(&echo).two_way());
    let routes = stack.add("Deployment", routes);
    let stage = stack.add("Stage", Stage::new(&routes));
    stack.output("Url", Output::new(stage.url()));
    stack
}

#[cfg(test)]
mod tests {
    use testing::Synthesized;

    #[test]
    fn the_gateway_may_run_the_function_and_the_function_needs_nothing() {
        let template = Synthesized::of(super::stack());
        template.assert_invokable("Echo", "$default");
        template
            .role_of("Echo")
            .assert_denied("execute-api:ManageConnections", "Api/live/POST/@connections/Kx3=");
    }
}

use constructs::aws::apigatewayv2::{Route, Stage};
use testing::{Synthesized, object, reference};

use super::echo;

#[test]
fn what_is_sent_comes_back() {
    let template = Synthesized::of(echo("dev"));
    template
        .all::<Route>()
        .with("RouteKey", "$default")
        .with("RouteResponseSelectionExpression", "$default")
        .one();
    template
        .resource("DefaultInvokePermission")
        .assert("FunctionName", reference("Echo"));
}

#[test]
fn the_function_may_write_its_log_and_nothing_else() {
    let template = Synthesized::of(echo("dev"));
    let role = template.role_of("Echo");
    role.assert_denied("execute-api:ManageConnections", "*");
    role.assert_denied("dynamodb:GetItem", "*");
}

#[test]
fn nobody_floods_it() {
    let limits = object().with("ThrottlingRateLimit", 100).with("ThrottlingBurstLimit", 50);
    let template = Synthesized::of(echo("prod"));
    template.all::<Stage>().with("DefaultRouteSettings", limits).one();
}

//! HTTP backend: a service that stands already serves WebSocket clients without knowing of sockets.
//!
//! Shows `HttpProxy`, which passes a message on as it is, with the connection's id in a header; a private endpoint
//! through a VPC link; a stack parameter; and a managed policy that lets the service post to connections. A WebSocket API
//! knows only the older kind of link, in front of a network load balancer.

use constructs::{
    aws::{apigateway::VpcLink, iam::ManagedPolicy},
    prelude::*,
};

/// A public endpoint for what connects, a private one for orders.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("http-backend");
    let balancer =
        Parameter::text().description("The ARN of the network load balancer in front of the orders");
    let balancer = stack.parameter("BalancerArn", balancer);
    let link = stack.add("Link", VpcLink::new("orders", [balancer.value()]));

    let public = |path: &str| {
        HttpProxy::new(HttpMethod::Post, format!("https://backend.example.com/{path}"))
            .header("connectionId", Source::CONNECTION_ID)
    };
    let connect = public("connect").header("token", source!("route.request.querystring.token"));
    let order = HttpProxy::new(
        HttpMethod::Post,
        "https://orders.internal.example.com/orders/{id}",
    )
    .header("connectionId", Source::CONNECTION_ID)
    .path("id", source!("route.request.body.id"))
    .through(&link);

    let api = stack.add(
        "Api",
        WebSocketApi::new("http-backend", RouteSelection::body("type")),
    );
    let stage = api.stage("live");
    let routes = Routes::of(&stage)
        .connect(ConnectRoute::to(connect))
        .disconnect(DisconnectRoute::to(public("disconnect")))
        .default(Route::to(public("message")).two_way())
        .route(
            route_key!("order"),
            Route::to(Integration::from(order).timeout(IntegrationTimeout::millis::<5_000>())).two_way(),
        );
    let routes = stack.add("Deployment", routes);
    let live = stack.add("Stage", Stage::new(&routes));

    let post = stage.post_to_connections().and([stage.delete_connections()]);
    let post = stack.add("Post", ManagedPolicy::new(post.to_document()));
    stack.output("Url", Output::new(live.url()));
    stack.output("ManagementEndpoint", Output::new(stage.management_endpoint()));
    stack.output("PolicyOfTheService", Output::new(post.arn()));
    stack
}

#[cfg(test)]
mod tests {
    use testing::{Synthesized, object, reference};

    #[test]
    fn orders_stay_private_and_say_who_sends_them() {
        let template = Synthesized::of(super::stack());
        let order = template.resource("OrderIntegration");
        order.assert("ConnectionId", reference("Link"));
        let headers = object().with("integration.request.header.connectionId", "context.connectionId");
        order.assert("RequestParameters", headers);
    }
}

//! Custom domain: two stages of one API behind one name.
//!
//! Shows `DomainName` with its certificate and DNS records, `behind` (from there on every address is the domain's), one
//! deployment that serves two stages, and a default address that is closed. Permissions name stages, addresses name
//! mappings: `wss://chat.example.com/next`, and `{api}/next/POST/@connections/*`.

use constructs::prelude::*;

/// `live` at the root, `next` beside it.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("custom-domain");
    let zone = HostedZone::imported("Z0123456789ABCDEFGHIJ");
    let domain = stack.add("Domain", DomainName::of(&zone, "chat.example.com").dual_stack());

    let api = WebSocketApi::new("custom-domain", RouteSelection::body("type")).disable_default_endpoint();
    let api = stack.add("Api", api);
    let live = api.stage("live").behind(domain.root());
    let next = api.stage("next").behind(domain.path(mapping_key!("next")));

    // It posts to either stage: an event says which stage, never which mapping.
    let message = Function::rust("handlers", "message")
        .env("LIVE_ENDPOINT", live.management_endpoint())
        .env("NEXT_ENDPOINT", next.management_endpoint())
        .allow(live.post_to_connections())
        .allow(next.post_to_connections());
    let message = stack.add("Message", message);

    let routes = Routes::of(&live).also_of(&next).default(&message);
    let routes = stack.add("Deployment", routes);
    let live = stack.add("Live", Stage::new(&routes).variable("colour", "green"));
    let next = Stage::of(&routes, &next)
        .variable("colour", "blue")
        .throttle(Throttle::per_second::<10>());
    let next = stack.add("Next", next);
    stack.output("Url", Output::new(live.url()));
    stack.output("NextUrl", Output::new(next.url()));
    stack
}

#[cfg(test)]
mod tests {
    use testing::Synthesized;

    #[test]
    fn addresses_are_the_domains_and_permissions_the_stages() {
        let template = Synthesized::of(super::stack());
        assert_eq!(template.text(template.output("Url")), "wss://chat.example.com");
        assert_eq!(
            template.text(template.output("NextUrl")),
            "wss://chat.example.com/next"
        );
        let message = template.role_of("Message");
        message.assert_allowed("execute-api:ManageConnections", "Api/next/POST/@connections/Kx3=");
        message.assert_denied(
            "execute-api:ManageConnections",
            "Api/other/POST/@connections/Kx3=",
        );
        template.assert_invokable("Message", "$default");
    }
}

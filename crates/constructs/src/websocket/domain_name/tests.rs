use cfn::{Arn, Emit, Stack, Tree};
use serde_json::json;

use super::{DomainName, DomainNameRef};
use crate::{
    Function, HostedZone, mapping_key,
    testing::{codes, ids, properties, synth},
    websocket::{ApiRef, RouteSelection, Routes, Stage, StageName, WebSocketApi},
};

fn zone() -> HostedZone {
    HostedZone::imported("Z1")
}

/// A stack in which an API serves the stages that the test names.
fn served(name: impl FnOnce(&mut Stack, &ApiRef) -> Vec<StageName>) -> Stack {
    let mut stack = Stack::new("demo");
    let api = WebSocketApi::new("chat", RouteSelection::body("type")).disable_default_endpoint();
    let api = stack.add("Api", api);
    let connect = stack.add("Connect", Function::rust("lambdas", "connect"));
    let names = name(&mut stack, &api);
    let routes = names.iter().skip(1).fold(Routes::of(&names[0]), Routes::also_of);
    let routes = stack.add("Deployment", routes.connect(&connect));
    for name in &names {
        stack.add(&format!("Stage{}", name.name()), Stage::of(&routes, name));
    }
    stack
}

fn domain(stack: &mut Stack) -> DomainNameRef {
    stack.add("Domain", DomainName::of(&zone(), "chat.example.com"))
}

#[test]
fn a_domain_brings_certificate_and_records() {
    let mut stack = Stack::new("demo");
    stack.add("Domain", DomainName::of(&zone(), "chat.example.com").dual_stack());
    let template = synth(stack);
    assert_eq!(
        properties(&template, "Domain"),
        json!({
            "DomainName": "chat.example.com",
            "DomainNameConfigurations": [{
                "CertificateArn": { "Ref": "DomainCertificate" },
                "EndpointType": "REGIONAL",
                "IpAddressType": "dualstack",
                "SecurityPolicy": "TLS_1_2",
            }],
        })
    );
    assert_eq!(
        properties(&template, "DomainCertificate"),
        json!({
            "DomainName": "chat.example.com",
            "DomainValidationOptions": [{ "DomainName": "chat.example.com", "HostedZoneId": "Z1" }],
            "ValidationMethod": "DNS",
        })
    );
    for (id, kind) in [("DomainIpv4Record", "A"), ("DomainIpv6Record", "AAAA")] {
        assert_eq!(
            properties(&template, id),
            json!({
                "AliasTarget": {
                    "DNSName": { "Fn::GetAtt": ["Domain", "RegionalDomainName"] },
                    "HostedZoneId": { "Fn::GetAtt": ["Domain", "RegionalHostedZoneId"] },
                },
                "HostedZoneId": "Z1",
                "Name": "chat.example.com",
                "Type": kind,
            })
        );
    }
}

#[test]
fn what_stands_elsewhere_is_not_made() {
    let mut stack = Stack::new("demo");
    stack.add(
        "Certified",
        DomainName::certified(&zone(), "a.example.com", Arn::of("arn:a")),
    );
    stack.add(
        "Elsewhere",
        DomainName::elsewhere("b.example.com", Arn::of("arn:b")),
    );
    let template = synth(stack);
    assert_eq!(ids(&template), ["Certified", "CertifiedIpv4Record", "Elsewhere"]);
    assert_eq!(
        properties(&template, "Elsewhere")["DomainNameConfigurations"][0]["CertificateArn"],
        "arn:b"
    );
}

#[test]
fn stages_behind_a_domain_have_its_address_and_a_mapping() {
    let stack = served(|stack, api| {
        let domain = domain(stack);
        let live = api.stage("live").behind(domain.root());
        let next = api.stage("next").behind(domain.path(mapping_key!("v2")));
        let text = |address: cfn::Value<String>| address.emit();
        assert_eq!(text(live.url()), Tree::from("wss://chat.example.com"));
        assert_eq!(text(next.url()), Tree::from("wss://chat.example.com/v2"));
        assert_eq!(
            text(next.management_endpoint()),
            Tree::from("https://chat.example.com/v2")
        );
        vec![live, next]
    });
    let template = synth(stack);
    assert_eq!(template.findings(), []);
    assert_eq!(
        properties(&template, "StageliveMapping"),
        json!({ "ApiId": { "Ref": "Api" }, "DomainName": { "Ref": "Domain" }, "Stage": { "Ref": "Stagelive" } })
    );
    assert_eq!(properties(&template, "StagenextMapping")["ApiMappingKey"], "v2");
}

#[test]
fn a_place_leads_to_one_stage() {
    let stack = served(|stack, api| {
        let domain = domain(stack);
        let at = |name: &str| api.stage(name).behind(domain.path(mapping_key!("v1")));
        vec![at("live"), at("next")]
    });
    assert_eq!(codes(stack), ["GW112"]);
}

#[test]
fn a_stage_that_nobody_reaches_is_a_warning() {
    let template = synth(served(|_, api| vec![api.stage("live")]));
    let codes: Vec<&str> = template
        .findings()
        .iter()
        .map(|finding| finding.code.as_str())
        .collect();
    assert_eq!(codes, ["GW144"]);
}

#[test]
fn a_domain_is_one_that_clients_can_name() {
    for bad in [
        "",
        "localhost",
        "Chat.example.com",
        "*.example.com",
        "a..b",
        "wss://a.b",
    ] {
        let mut stack = Stack::new("demo");
        stack.add("Domain", DomainName::elsewhere(bad, Arn::of("arn:b")));
        assert_eq!(codes(stack), ["GW143"], "{bad}");
    }
}

//! Custom domains.

use aws::{
    apigatewayv2::{self, DomainNameConfiguration, EndpointType, IpAddressType, SecurityPolicy},
    certificatemanager::{Certificate, DomainValidationOption, ValidationMethod},
    route53::{AliasTarget, RecordSet, RecordType},
};
use cfn::{Arn, Construct, Diagnostic, Handle, Scope, Tree, Value};

use super::{DomainPath, MappingKey};
use crate::{HostedZone, raw::Raw};

/// A domain of your own, in front of stages. It speaks TLS 1.2, in the region of the API.
///
/// Name a stage [`behind`](super::StageName::behind) it before anything else uses the name: then clients and handlers get the
/// domain's address, in which the mapping's key stands and not the stage's name, and the stage adds the mapping. Several
/// stages of several WebSocket APIs can share a domain, each with a key of its own; REST and HTTP APIs cannot join them.
///
/// ```
/// use constructs::{mapping_key, prelude::*};
/// let mut stack = Stack::new("demo");
/// let zone = HostedZone::imported("Z0123456789ABCDEFGHIJ");
/// let domain = stack.add("Domain", DomainName::of(&zone, "chat.example.com"));
/// let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
/// let stage = api.stage("live").behind(domain.path(mapping_key!("v1")));
/// assert_eq!(cfn::Emit::emit(&stage.url()), "wss://chat.example.com/v1".into());
/// assert_eq!(cfn::Emit::emit(&stage.management_endpoint()), "https://chat.example.com/v1".into());
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
///
/// emits the domain, a certificate that Route 53 validates, and a record (`DomainIpv6Record` besides, where the domain is
/// [`dual_stack`](Self::dual_stack)):
///
/// ```yaml
/// DomainCertificate:
///   Type: AWS::CertificateManager::Certificate
///   Properties:
///     DomainName: chat.example.com
///     DomainValidationOptions: [{ DomainName: chat.example.com, HostedZoneId: Z0123456789ABCDEFGHIJ }]
///     ValidationMethod: DNS
/// Domain:
///   Type: AWS::ApiGatewayV2::DomainName
///   Properties:
///     DomainName: chat.example.com
///     DomainNameConfigurations:
///       - { CertificateArn: !Ref DomainCertificate, EndpointType: REGIONAL, SecurityPolicy: TLS_1_2 }
/// DomainIpv4Record:
///   Type: AWS::Route53::RecordSet
///   Properties:
///     AliasTarget: { DNSName: !GetAtt Domain.RegionalDomainName, HostedZoneId: !GetAtt Domain.RegionalHostedZoneId }
///     HostedZoneId: Z0123456789ABCDEFGHIJ
///     Name: chat.example.com
///     Type: A
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct DomainName {
    name: String,
    dns: Dns,
    ip_addresses: IpAddressType,
    raw: Raw,
}

/// Who answers for the domain, and who vouches for it.
#[derive(Clone, Debug)]
enum Dns {
    /// This zone; the certificate is made, or stands already.
    Zone(HostedZone, Option<Value<Arn<Certificate>>>),
    /// Somebody else; the certificate stands already.
    Elsewhere(Value<Arn<Certificate>>),
}

/// A custom domain of the stack.
#[derive(Clone, Debug)]
pub struct DomainNameRef {
    handle: Handle<apigatewayv2::DomainName>,
    name: String,
}

impl DomainName {
    /// A domain in this zone: the stack makes a certificate, which the zone validates, and the record that leads here.
    pub fn of(zone: &HostedZone, name: impl Into<String>) -> Self {
        Self::new(name.into(), Dns::Zone(zone.clone(), None))
    }

    /// A domain in this zone with a certificate that stands already, in the region of the API.
    pub fn certified(
        zone: &HostedZone,
        name: impl Into<String>,
        certificate: impl Into<Value<Arn<Certificate>>>,
    ) -> Self {
        Self::new(name.into(), Dns::Zone(zone.clone(), Some(certificate.into())))
    }

    /// A domain whose records are kept elsewhere: lead it to [`DomainNameRef::target`], and bring a certificate, in the region
    /// of the API.
    pub fn elsewhere(name: impl Into<String>, certificate: impl Into<Value<Arn<Certificate>>>) -> Self {
        Self::new(name.into(), Dns::Elsewhere(certificate.into()))
    }

    fn new(name: String, dns: Dns) -> Self {
        Self {
            name,
            dns,
            ip_addresses: IpAddressType::Ipv4,
            raw: Raw::default(),
        }
    }

    /// Answers on IPv6, too (default: IPv4 alone).
    pub fn dual_stack(mut self) -> Self {
        self.ip_addresses = IpAddressType::DualStack;
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<Tree>) -> Self {
        self.raw.set(name, value);
        self
    }

    fn finding(&self, id: &str) -> Option<Diagnostic> {
        let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let label = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(letters);
        let fits = self.name.len() <= 253 && self.name.contains('.') && self.name.split('.').all(label);
        let message = format!("`{}` is no domain that clients can connect to", self.name);
        (!fits).then(|| {
            let finding = Diagnostic::error("GW143", message).on(id);
            finding.hint("write the whole domain in lower case, such as `chat.example.com`")
        })
    }

    fn certificate(&self, scope: &mut Scope<'_>, id: &str) -> Value<Arn<Certificate>> {
        match &self.dns {
            Dns::Elsewhere(arn) | Dns::Zone(_, Some(arn)) => arn.clone(),
            Dns::Zone(zone, None) => issue(scope, id, &self.name, zone),
        }
    }
}

impl Construct for DomainName {
    type Output = DomainNameRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> DomainNameRef {
        if let Some(finding) = self.finding(id) {
            scope.report(finding);
        }
        let mut configuration = DomainNameConfiguration::new()
            .certificate_arn(self.certificate(scope, id))
            .endpoint_type(EndpointType::Regional)
            .security_policy(SecurityPolicy::Tls12);
        let mut records = vec![("Ipv4", RecordType::A)];
        if self.ip_addresses == IpAddressType::DualStack {
            configuration = configuration.ip_address_type(self.ip_addresses);
            records.push(("Ipv6", RecordType::Aaaa));
        }
        let domain = apigatewayv2::DomainName::new(self.name.as_str(), [configuration]);
        let domain = DomainNameRef {
            handle: scope.add(id, self.raw.onto(domain)),
            name: self.name,
        };
        if let Dns::Zone(zone, _) = &self.dns {
            for (addresses, record_type) in records {
                scope.add(
                    &format!("{id}{addresses}Record"),
                    domain.record(zone, record_type),
                );
            }
        }
        domain
    }
}

/// Makes a certificate that the zone validates by itself.
fn issue(scope: &mut Scope<'_>, id: &str, name: &str, zone: &HostedZone) -> Value<Arn<Certificate>> {
    let validation = DomainValidationOption::new(name).hosted_zone_id(zone.id());
    let certificate = Certificate::new(name)
        .domain_validation_options([validation])
        .validation_method(ValidationMethod::Dns);
    scope.add(&format!("{id}Certificate"), certificate).arn()
}

impl DomainNameRef {
    /// The resource.
    pub fn handle(&self) -> &Handle<apigatewayv2::DomainName> {
        &self.handle
    }

    /// The place without a path.
    pub fn root(&self) -> DomainPath {
        DomainPath::new(&self.handle, &self.name, None)
    }

    /// The place below a key.
    pub fn path(&self, key: MappingKey) -> DomainPath {
        DomainPath::new(&self.handle, &self.name, Some(key))
    }

    /// Where a record of the domain leads, a `CNAME` for example, when it is kept elsewhere.
    pub fn target(&self) -> Value<String> {
        self.handle.get(apigatewayv2::DomainName::REGIONAL_DOMAIN_NAME)
    }

    /// An alias record of the zone.
    fn record(&self, zone: &HostedZone, record_type: RecordType) -> RecordSet {
        let target_zone = apigatewayv2::DomainName::REGIONAL_HOSTED_ZONE_ID;
        RecordSet::new(self.name.as_str(), record_type)
            .hosted_zone_id(zone.id())
            .alias_target(AliasTarget::new(self.target(), self.handle.get(target_zone)))
    }
}

#[cfg(test)]
mod tests;

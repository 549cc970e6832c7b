//! Attributes that a resource type does not have.

use super::uses::{self, Target};
use crate::{Diagnostic, Template, TypeInfo, nearest};

/// Finds `Fn::GetAtt`, and holes of `Fn::Sub`, that ask a resource for an attribute its type does not have.
///
/// `types` says what is known of a type; resources of unknown types are passed over.
///
/// ```
/// use cfn::{Template, Tree, check};
/// let template = Template::from_json(
///     "demo",
///     r#"{"Resources": {"Api": {"Type": "AWS::ApiGatewayV2::Api"}},
///         "Outputs": {"Url": {"Value": {"Fn::GetAtt": ["Api", "ApiEndpont"]}}}}"#,
/// )?;
/// let api = cfn::TypeInfo {
///     cfn_type: "AWS::ApiGatewayV2::Api",
///     object: &cfn::ObjectInfo { name: "Api", required: &[], properties: &[], left_out: &[] },
///     replaces_on: &[],
///     arn: None,
///     attributes: &[
///         cfn::Row { name: "ApiId", shape: cfn::Shape::Text },
///         cfn::Row { name: "ApiEndpoint", shape: cfn::Shape::Text },
///     ],
/// };
/// let findings = check::attributes(&template, &|name| (name == api.cfn_type).then_some(api));
/// assert_eq!(findings[0].hint.as_deref(), Some("did you mean `ApiEndpoint`?"));
/// # Ok::<(), cfn::read::ReadError>(())
/// ```
pub fn attributes(template: &Template, types: &dyn Fn(&str) -> Option<TypeInfo>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for used in uses::of(template) {
        let Target::Attribute(id, Some(attribute)) = used.target else {
            continue;
        };
        let Some(known) = template.type_of(id).and_then(types) else {
            continue;
        };
        if known.attribute(attribute).is_none() {
            let message = format!(
                "`{}` asks `{id}` for the attribute `{attribute}`, which `{}` does not have",
                used.place(),
                known.cfn_type
            );
            let finding = Diagnostic::error("GW010", message).path(&used.path);
            let mut finding = template.locate(finding, used.section, used.owner);
            let names: Vec<_> = known.attributes.iter().map(|row| row.name).collect();
            finding.hint = match nearest(attribute, names.iter().copied()) {
                Some(name) => Some(format!("did you mean `{name}`?")),
                None if names.is_empty() => None,
                None => Some(format!("it has {}", names.join(", "))),
            };
            findings.push(finding);
        }
    }
    findings
}

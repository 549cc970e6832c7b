//! Findings that somebody has looked at and accepted, with the reason.
//!
//! A resource, or the template, says so in its metadata:
//!
//! ```yaml
//! Metadata:
//!   Gatewright:
//!     Suppress:
//!       - {Code: GW203, Reason: the client does not wait for an answer}
//! ```
//!
//! In Rust, [`suppress`](cfn::IntoEntry::suppress) of a resource and [`suppress`](cfn::Stack::suppress) of a stack write
//! the same, for findings of constructs, too. A suppression without reason or with an unknown
//! code suppresses nothing and is a finding, and so is one that nothing matches any more.

use cfn::{Diagnostic, Severity, Template, Tree, nearest};

use crate::{catalogue, resource::items};

/// A suppression that is none.
const INVALID: &str = "GW090";
/// A suppression that suppresses nothing.
const UNUSED: &str = "GW091";

/// Where suppressions stand, in the template or in a resource.
const PLACE: &str = "Metadata.Gatewright.Suppress";

struct Suppression<'t> {
    /// The resource that it is for; all of them, where it is the template's.
    resource: Option<&'t str>,
    path: String,
    code: &'t str,
    used: bool,
}

impl Suppression<'_> {
    fn covers(&self, finding: &Diagnostic) -> bool {
        finding.code == self.code
            && self
                .resource
                .is_none_or(|resource| finding.resource.as_deref() == Some(resource))
    }

    fn is_unused(&self, template: &Template) -> Diagnostic {
        let message = format!("`{}` is suppressed here, and nothing here has it", self.code);
        let mut finding = at(
            Diagnostic::error(UNUSED, message),
            template,
            self.resource,
            &self.path,
        );
        finding.severity = Severity::Warning;
        finding.hint("remove the suppression")
    }
}

/// Those of these findings that the template does not suppress.
///
/// For who shows only what constructs have found: suppressions of other findings are not judged.
pub fn not_accepted(template: &Template, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let (mut suppressions, _) = read(template);
    left(&mut suppressions, findings)
}

/// Drops what is suppressed, and adds what is wrong with the suppressions.
pub(crate) fn apply(template: &Template, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let (mut suppressions, problems) = read(template);
    let mut findings = left(&mut suppressions, findings);
    let unused = suppressions.iter().filter(|suppression| !suppression.used);
    findings.extend(problems);
    findings.extend(unused.map(|suppression| suppression.is_unused(template)));
    findings
}

fn left(suppressions: &mut [Suppression<'_>], mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.retain(|finding| {
        let mut shown = true;
        for suppression in suppressions
            .iter_mut()
            .filter(|suppression| suppression.covers(finding))
        {
            suppression.used = true;
            shown = false;
        }
        shown
    });
    findings
}

/// The suppressions of a template, and those that are none.
fn read(template: &Template) -> (Vec<Suppression<'_>>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut suppressions = Vec::new();
    let entries = template.resources().map(|(id, body)| (Some(id), body));
    for (resource, body) in std::iter::once((None, template.tree())).chain(entries) {
        let Some(list) = body.at(&["Metadata", "Gatewright", "Suppress"]) else {
            continue;
        };
        for (index, item) in items(list).iter().enumerate() {
            let path = format!("{PLACE}[{index}]");
            match code(item) {
                Ok(code) => suppressions.push(Suppression {
                    resource,
                    path,
                    code,
                    used: false,
                }),
                Err((message, hint)) => {
                    let finding = at(Diagnostic::error(INVALID, message), template, resource, &path);
                    problems.push(finding.hint(hint));
                }
            }
        }
    }
    (suppressions, problems)
}

/// The code of a suppression, or what is wrong with it and what to do.
fn code(item: &Tree) -> Result<&str, (String, String)> {
    let text = |key| {
        item.get(key)
            .and_then(Tree::as_str)
            .map(str::trim)
            .unwrap_or_default()
    };
    let (code, reason) = (text("Code"), text("Reason"));
    if catalogue::page(code).is_none() {
        let pages = catalogue::pages();
        let known = pages.iter().map(|page| page.code);
        let hint = match nearest(code, known) {
            Some(meant) if !code.is_empty() => format!("did you mean `{meant}`?"),
            _ => "write it as {Code: GW203, Reason: why it is right here}".to_owned(),
        };
        return Err((
            format!("this suppresses nothing: there is no code `{code}`"),
            hint,
        ));
    }
    if reason.is_empty() {
        let message = format!("this suppresses nothing: `{code}` is suppressed without a reason");
        return Err((message, "say in `Reason` why it is right here".to_owned()));
    }
    Ok(code)
}

fn at(finding: Diagnostic, template: &Template, resource: Option<&str>, path: &str) -> Diagnostic {
    let mut finding = finding.path(path);
    finding.resource = resource.map(str::to_owned);
    let origin = resource.and_then(|id| template.origins().get(id));
    finding.origins.extend(origin.cloned());
    finding
}

#[cfg(test)]
mod tests {
    use cfn::Template;

    /// The codes that are left of a queue that refers to nothing, with this suppression on it and on the template.
    #[track_caller]
    fn left(on_resource: &str, on_template: &str) -> Vec<String> {
        let metadata = |suppress: &str| format!("{{Gatewright: {{Suppress: [{suppress}]}}}}");
        let text = format!(
            "Metadata: {}\nResources:\n  Jobs:\n    Type: AWS::SQS::Queue\n    Metadata: {}\n    Properties: {{QueueName: !Ref Nmae}}\n",
            metadata(on_template),
            metadata(on_resource)
        );
        let template = Template::from_yaml("demo", &text).unwrap();
        crate::template(&template)
            .into_iter()
            .map(|finding| finding.code)
            .collect()
    }

    #[test]
    fn a_reason_suppresses_on_the_resource_and_on_the_template() {
        assert_eq!(left("", ""), ["GW003"]);
        assert!(left("{Code: GW003, Reason: a macro makes it}", "").is_empty());
        assert!(left("", "{Code: GW003, Reason: a macro makes it}").is_empty());
    }

    #[test]
    fn a_suppression_without_reason_or_code_is_a_finding_itself() {
        assert_eq!(left("{Code: GW003}", ""), ["GW003", "GW090"]);
        assert_eq!(left("{Code: GW003, Reason: ' '}", ""), ["GW003", "GW090"]);
        assert_eq!(left("", "{Code: GW999, Reason: because}"), ["GW090", "GW003"]);
        assert_eq!(left("GW003", ""), ["GW003", "GW090"]);
    }

    #[test]
    fn a_suppression_that_nothing_needs_is_a_finding_itself() {
        assert_eq!(left("{Code: GW008, Reason: because}", ""), ["GW003", "GW091"]);
    }

    #[test]
    fn what_a_construct_finds_is_suppressed_by_the_stack_with_a_reason() {
        let findings = |reason: &str| {
            let mut stack = cfn::Stack::new("demo");
            let queue = cfn::RawResource::new("AWS::SQS::Queue", cfn::Tree::map());
            let queue = stack.add("Jobs", queue);
            let found = cfn::Diagnostic::warning("GW150", "hidden too shortly").on("Jobs");
            stack.scope().report(found);
            stack.suppress(queue.logical_id(), "GW150", reason);
            let template = stack.synth().unwrap();
            assert_eq!(template.findings().len(), 1);
            let shown = super::not_accepted(&template, template.findings().to_vec());
            let codes: Vec<String> = crate::template(&template)
                .into_iter()
                .map(|finding| finding.code)
                .collect();
            (shown.len(), codes)
        };
        assert_eq!(findings("failures are worth nothing"), (0, vec![]));
        assert_eq!(findings(""), (1, vec!["GW090".to_owned(), "GW150".to_owned()]));
    }
}

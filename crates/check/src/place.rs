//! Where findings stand in the text of a template.

use cfn::{Diagnostic, Origin, Template, read::Places};

/// Gives each finding that has no place in a program its line and column in the text that the template was read from.
///
/// ```
/// let text = "Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Ref Nmae\n";
/// let template = cfn::Template::read("demo", text)?;
/// let mut findings = check::template(&template);
/// check::locate(&mut findings, &template, "template.yaml", text);
/// assert_eq!(findings[0].origins[0].to_string(), "template.yaml:5:7");
/// # Ok::<(), cfn::read::ReadError>(())
/// ```
pub fn locate(findings: &mut [Diagnostic], template: &Template, file: &str, text: &str) {
    if findings.iter().all(|finding| !finding.origins.is_empty()) {
        return;
    }
    let places = Places::of(text);
    for finding in findings.iter_mut().filter(|finding| finding.origins.is_empty()) {
        let place = places.nearest(&path(finding, template));
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        finding.origins.push(Origin {
            file: file.to_owned(),
            line: place.map_or(1, |place| number(place.line)),
            column: Some(place.map_or(1, |place| number(place.column))),
        });
    }
}

/// The path of a finding from the template's top.
fn path(finding: &Diagnostic, template: &Template) -> String {
    let inside = finding.path.as_deref();
    let owner = finding.resource.as_deref().map(|name| {
        if template.resource(name).is_some() {
            format!("Resources.{name}")
        } else if template.tree().at(&["Parameters", name]).is_some() {
            format!("Parameters.{name}")
        } else {
            name.to_owned()
        }
    });
    let parts: Vec<&str> = owner.as_deref().into_iter().chain(inside).collect();
    parts.join(".")
}

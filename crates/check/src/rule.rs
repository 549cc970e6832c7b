//! What a rule is, and what it reports.

use cfn::Severity;

use crate::{Model, Resource};

/// One rule: everything about a code.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// A stable code, `GW` and three digits.
    pub code: &'static str,
    /// How bad its findings are, unless one says otherwise.
    pub severity: Severity,
    /// What it finds, as the heading of its page says it.
    pub title: &'static str,
    /// Its page of the catalogue.
    pub page: &'static str,
    /// Looks at a template as it would be deployed.
    pub check: fn(&Model<'_>, &mut Found),
}

/// Declares a rule: code, severity, title, and the function that looks; the page is `docs/checks/<code>.md`.
#[macro_export]
macro_rules! rule {
    ($code:literal, $severity:ident, $title:literal, $check:path) => {
        $crate::Rule {
            code: $code,
            severity: cfn::Severity::$severity,
            title: $title,
            page: $crate::page!($code),
            check: $check,
        }
    };
}

/// The text of a code's page in the catalogue.
#[doc(hidden)]
#[macro_export]
macro_rules! page {
    ($code:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../docs/checks/",
            $code,
            ".md"
        ))
    };
}

/// Takes the findings of a rule.
#[derive(Debug, Default)]
pub struct Found(pub(crate) Vec<Finding>);

impl Found {
    /// Adds one.
    pub fn add(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Adds several, or the one that there may be.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.0.extend(findings);
    }
}

/// One finding of a rule, which gives it its code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "`Found::add` takes it"]
pub struct Finding {
    pub(crate) resource: Option<String>,
    pub(crate) path: String,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
    pub(crate) severity: Option<Severity>,
    pub(crate) related: Vec<String>,
}

impl Finding {
    /// A finding on a resource; `message` is one sentence that says what happens on AWS.
    pub fn new(resource: &Resource<'_>, message: impl Into<String>) -> Self {
        Self::of(resource.id, message)
    }

    /// A finding on what stands under this logical id, be it a resource or not.
    pub fn of(id: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            resource: Some(id.into()),
            ..Self::on_template(message)
        }
    }

    /// A finding on the template as a whole.
    pub fn on_template(message: impl Into<String>) -> Self {
        Self {
            resource: None,
            path: String::new(),
            message: message.into(),
            hint: None,
            severity: None,
            related: Vec::new(),
        }
    }

    /// The property that it is about, such as `Target` or `Policies[0].PolicyDocument`.
    pub fn property(self, path: impl AsRef<str>) -> Self {
        let path = format!("Properties.{}", path.as_ref());
        self.attribute(path)
    }

    /// The attribute beside the properties that it is about, such as `DependsOn`.
    pub fn attribute(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// What to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Another severity than the rule's.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Another resource that takes part in it; its place is shown, too.
    pub fn related(mut self, resource: &Resource<'_>) -> Self {
        self.related.push(resource.id.to_owned());
        self
    }
}

//! The environment of a function.

use std::collections::BTreeMap;

use cfn::{Diagnostic, Dict, Value};

/// Names and values together (Lambda quotas).
const MOST_BYTES: usize = 4096;

/// Names that Lambda sets itself and refuses to take (Lambda guide, "Defined runtime environment variables").
const RESERVED: [&str; 18] = [
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
];

/// Variables by name; sorted, so that the order in which they were set does not show.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variables(BTreeMap<String, Value<String>>);

impl Variables {
    pub(crate) fn set(&mut self, name: impl Into<String>, value: impl Into<Value<String>>) {
        self.0.insert(name.into(), value.into());
    }

    /// The property, if there is anything to set.
    pub(crate) fn to_property(&self) -> Option<aws::lambda::Environment> {
        let variables: Dict<String> = self.0.iter().collect();
        (!self.0.is_empty()).then(|| aws::lambda::Environment::new().variables(variables))
    }

    /// What Lambda would refuse.
    pub(crate) fn findings(&self, function: &str) -> Vec<Diagnostic> {
        let mut findings: Vec<Diagnostic> = self
            .0
            .keys()
            .filter_map(|name| name_problem(name))
            .map(|problem| Diagnostic::error("GW101", problem).on(function))
            .collect();
        let bytes = self.least_bytes();
        if bytes > MOST_BYTES {
            let message =
                format!("the environment of `{function}` has {bytes} bytes, and Lambda takes {MOST_BYTES}");
            let finding = Diagnostic::error("GW102", message).on(function);
            findings
                .push(finding.hint("keep long values in a table or in SSM parameters, and pass their names"));
        }
        findings
    }

    /// The bytes of all names and of those values that are known now.
    fn least_bytes(&self) -> usize {
        let value = |value: &Value<String>| value.literal().map_or(0, String::len);
        self.0.iter().map(|(name, text)| name.len() + value(text)).sum()
    }
}

fn name_problem(name: &str) -> Option<String> {
    let begins = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let goes_on = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if RESERVED.contains(&name) {
        Some(format!("`{name}` is set by Lambda itself"))
    } else if name.len() < 2 || !begins || !goes_on {
        Some(format!(
            "`{name}` is no name of an environment variable: it takes two or more letters, digits and `_`, a letter first"
        ))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(variables: &Variables) -> Vec<String> {
        let findings = variables.findings("Message");
        findings.into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn names_are_what_lambda_takes() {
        for good in ["STAGE", "a1", "AWS_ENDPOINT_URL"] {
            assert_eq!(name_problem(good), None, "{good}");
        }
        for bad in ["", "A", "1A", "_A", "A-B", "Ä1", "AWS_REGION", "_HANDLER"] {
            assert!(name_problem(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn all_findings_come_at_once() {
        let mut variables = Variables::default();
        variables.set("AWS_REGION", "eu-central-1");
        variables.set("LONG", "x".repeat(MOST_BYTES));
        assert_eq!(codes(&variables), ["GW101", "GW102"]);
    }

    #[test]
    fn four_kilobytes_fit() {
        let mut variables = Variables::default();
        variables.set("LONG", "x".repeat(MOST_BYTES - 4));
        assert!(codes(&variables).is_empty());
    }
}

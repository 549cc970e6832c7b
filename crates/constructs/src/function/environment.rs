//! The environment of a function.

use std::collections::BTreeMap;

use aws::lambda::Environment;
use cfn::{Diagnostic, Dict, Value};

/// Variables by name; sorted, so that the order in which they were set does not show.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variables(BTreeMap<String, Value<String>>);

impl Variables {
    pub(crate) fn set(&mut self, name: impl Into<String>, value: impl Into<Value<String>>) {
        self.0.insert(name.into(), value.into());
    }

    /// The property, if there is anything to set.
    pub(crate) fn to_property(&self) -> Option<Environment> {
        let variables: Dict<String> = self.0.iter().collect();
        (!self.0.is_empty()).then(|| Environment::new().variables(variables))
    }

    /// What Lambda would refuse.
    pub(crate) fn findings(&self, function: &str) -> Vec<Diagnostic> {
        let mut findings: Vec<Diagnostic> = self
            .0
            .keys()
            .filter_map(|name| Environment::name_problem(name))
            .map(|problem| Diagnostic::error("GW101", problem).on(function))
            .collect();
        let bytes = self.least_bytes();
        if bytes > Environment::MOST_BYTES {
            let message = format!(
                "the environment of `{function}` has {bytes} bytes, and Lambda takes {}",
                Environment::MOST_BYTES
            );
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

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(variables: &Variables) -> Vec<String> {
        let findings = variables.findings("Message");
        findings.into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn all_findings_come_at_once() {
        let mut variables = Variables::default();
        variables.set("AWS_REGION", "eu-central-1");
        variables.set("LONG", "x".repeat(Environment::MOST_BYTES));
        assert_eq!(codes(&variables), ["GW101", "GW102"]);
    }

    #[test]
    fn four_kilobytes_fit() {
        let mut variables = Variables::default();
        variables.set("LONG", "x".repeat(Environment::MOST_BYTES - 4));
        assert!(codes(&variables).is_empty());
    }
}

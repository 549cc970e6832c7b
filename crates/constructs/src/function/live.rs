//! The version of a function that everybody reaches.

use aws::lambda::{self, Alias, ProvisionedConcurrencyConfiguration, Version};
use cfn::{Diagnostic, Handle, Map, Scope, Value, sub};

use crate::text;

/// The name by which a published function is reached.
pub(super) const ALIAS: &str = "live";

/// Properties that belong to the function and to none of its versions: a change of theirs publishes nothing, and Lambda
/// refuses a second version of what did not change.
const UNPUBLISHED: [&str; 2] = ["ReservedConcurrentExecutions", "Tags"];

/// A published function, perhaps with environments that are kept warm.
#[derive(Clone, Debug, Default)]
pub(super) struct Live {
    pub(super) warm: Option<u32>,
}

impl Live {
    /// Adds a version that is replaced with each change, and the alias that then points to the new one.
    ///
    /// CloudFormation publishes where the description changes, so it says what the code is and what the rest is.
    pub(super) fn publish(
        &self,
        scope: &mut Scope<'_>,
        function: &Handle<lambda::Function>,
        mut properties: Map,
        code_key: Option<Value<String>>,
    ) -> Handle<Alias> {
        let id = function.logical_id().as_str();
        properties.retain(|name, _| !UNPUBLISHED.contains(&name.as_str()));
        let settings = text::digest(&properties.into());
        let description = match code_key {
            Some(key) => sub!("{} {}", key, settings),
            None => settings.into(),
        };
        let version = scope.add(
            &format!("{id}Version"),
            Version::new(function).description(description),
        );
        let mut alias = Alias::new(function, version.get(Version::VERSION), ALIAS);
        if let Some(warm) = self.warm {
            alias = alias.provisioned_concurrency_config(ProvisionedConcurrencyConfiguration::new(warm));
        }
        scope.add(&format!("{id}Live"), alias)
    }

    /// What is kept warm is taken from what is reserved.
    pub(super) fn finding(&self, id: &str, reserved: Option<u32>) -> Option<Diagnostic> {
        let (warm, reserved) = (self.warm?, reserved?);
        let message = format!("`{id}` keeps {warm} environments warm, and may use {reserved} at once");
        (warm > reserved).then(|| {
            let finding = Diagnostic::error("GW155", message).on(id);
            finding.hint(format!("reserve as many: `.reserved_concurrency({warm})`"))
        })
    }
}

//! Writes JSON.

use crate::{Template, Tree};

impl Tree {
    /// Writes canonical JSON.
    pub fn to_json(&self) -> String {
        // Keys are text and the text goes to memory: the serializer finds nothing to refuse.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl Template {
    /// Writes the template as canonical JSON, the form that is deployed.
    ///
    /// ```
    /// let stack = cfn::Stack::new("demo");
    /// assert!(stack.synth()?.to_json().ends_with("\"Resources\": {}\n}\n"));
    /// # Ok::<(), cfn::Findings>(())
    /// ```
    pub fn to_json(&self) -> String {
        self.tree().to_json()
    }
}

//! Findings that the program accepts, each with the reason.

use std::fmt;

use crate::{Diagnostic, Map, Origin, Stack, Tree, nearest};

/// A finding that is accepted on a resource, and where the program says so.
#[derive(Clone, Debug)]
pub(crate) struct Suppression {
    id: String,
    code: String,
    reason: String,
    origin: Origin,
}

impl Stack {
    /// Accepts a finding of `gatewright check` on any resource of the stack, with the reason why it is right here.
    ///
    /// For the parts of constructs, which have no [`suppress`](crate::IntoEntry::suppress) of their own: `id` is the
    /// logical id that the finding names, as text or from a handle. The resource may be added later. An `id` that no
    /// resource has is a finding itself (GW015), and so is a suppression without reason, or of what is not found.
    ///
    /// ```
    /// use cfn::{RawResource, Stack, Tree};
    /// let mut stack = Stack::new("demo");
    /// let jobs = stack.add("Jobs", RawResource::new("AWS::SQS::Queue", Tree::map()));
    /// stack.suppress(jobs.logical_id(), "GW150", "messages that fail are worth nothing a second later");
    /// let template = stack.synth()?;
    /// let path = ["Resources", "Jobs", "Metadata", "Gatewright", "Suppress"];
    /// assert_eq!(template.tree().at(&path).and_then(Tree::as_list).map(<[Tree]>::len), Some(1));
    /// # Ok::<(), cfn::Findings>(())
    /// ```
    #[track_caller]
    pub fn suppress(&mut self, id: impl fmt::Display, code: &str, reason: &str) {
        let suppression = Suppression {
            id: id.to_string(),
            code: code.to_owned(),
            reason: reason.to_owned(),
            origin: self.location().into(),
        };
        self.suppressions.push(suppression);
    }

    /// Writes the suppressions into the metadata of their resources.
    pub(crate) fn put_suppressions(&mut self) {
        let mut resources = self.sections.get_mut("Resources");
        for suppression in std::mem::take(&mut self.suppressions) {
            let body = resources
                .as_mut()
                .and_then(|resources| resources.get_mut(&suppression.id));
            if let Some(Tree::Map(body)) = body {
                let mut metadata = match body.shift_remove("Metadata") {
                    Some(Tree::Map(metadata)) => metadata,
                    _ => Map::new(),
                };
                suppress(&mut metadata, &suppression.code, &suppression.reason);
                // Attributes stand above the properties.
                let place = body.get_index_of("Properties").unwrap_or(body.len());
                body.shift_insert(place, "Metadata".to_owned(), Tree::Map(metadata));
                continue;
            }
            let names = resources.iter().flat_map(|resources| resources.keys());
            let finding = suppression.into_finding(names.map(String::as_str));
            self.findings.push(finding);
        }
    }
}

impl Suppression {
    fn into_finding<'a>(self, names: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        let Self { id, code, origin, .. } = self;
        let message = format!("`{code}` is suppressed on `{id}`, and the stack has no such resource");
        let hint = match nearest(&id, names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "take the logical id that the finding names, or remove the suppression".to_owned(),
        };
        Diagnostic::warning("GW015", message).at(origin).hint(hint)
    }
}

/// Adds a suppression to the metadata of a resource, in the form that `gatewright check` reads.
pub(crate) fn suppress(metadata: &mut Map, code: &str, reason: &str) {
    let suppression = Tree::from_iter([("Code", code), ("Reason", reason)]);
    let list = metadata
        .entry("Gatewright".to_owned())
        .or_insert_with(Tree::map)
        .as_map_mut()
        .map(|ours| {
            ours.entry("Suppress".to_owned())
                .or_insert_with(|| Tree::List(Vec::new()))
        });
    if let Some(Tree::List(list)) = list {
        list.push(suppression);
    }
}

#[cfg(test)]
mod tests {
    use crate::{IntoEntry, RawResource, Severity, Stack, Tree};

    fn queue() -> RawResource {
        RawResource::new("AWS::SQS::Queue", Tree::from_iter([("QueueName", "jobs")]))
    }

    #[test]
    fn suppressions_of_stack_and_entry_stand_together_above_the_properties() {
        let mut stack = Stack::new("demo");
        stack.suppress("Jobs", "GW174", "said before it is added");
        stack.add("Jobs", queue().suppress("GW150", "said where it is added"));
        stack.add("More", queue());
        stack.suppress("More", "GW174", "said after it is added");
        let template = stack.synth().unwrap();
        assert_eq!(template.findings(), []);
        let codes = |id: &str| -> Vec<String> {
            let path = ["Metadata", "Gatewright", "Suppress"];
            let list = template
                .resource(id)
                .unwrap()
                .at(&path)
                .unwrap()
                .as_list()
                .unwrap();
            let code = |item: &Tree| item.get("Code").unwrap().as_str().unwrap().to_owned();
            list.iter().map(code).collect()
        };
        assert_eq!(codes("Jobs"), ["GW150", "GW174"]);
        assert_eq!(codes("More"), ["GW174"]);
        let keys: Vec<&String> = template
            .resource("More")
            .unwrap()
            .as_map()
            .unwrap()
            .keys()
            .collect();
        assert_eq!(keys, ["Type", "Metadata", "Properties"]);
    }

    #[test]
    fn a_suppression_for_nothing_is_a_finding_with_its_line() {
        let mut stack = Stack::new("demo");
        stack.add("Jobs", queue());
        stack.suppress("Jbos", "GW174", "because");
        let line = line!() - 1;
        let template = stack.synth().unwrap();
        let [finding] = template.findings() else {
            panic!("{:?}", template.findings())
        };
        assert_eq!(
            (finding.code.as_str(), finding.severity),
            ("GW015", Severity::Warning)
        );
        assert_eq!(finding.origins[0].line, line);
        assert_eq!(finding.hint.as_deref(), Some("did you mean `Jobs`?"));
    }
}

//! Which ARNs the resources of a stack will have.

use cfn::{Concrete, Template, Tree, concrete_in, placeholders};

use super::{Place, table};

/// The beginning of a stack's name that every name has that CloudFormation makes up: it shortens both stack and logical
/// id where the service takes short names only, such as the 64 characters of a role.
const KEPT: usize = 24;

/// The names of a template's resources.
pub(super) struct Names {
    concrete: Concrete,
    stack: String,
}

impl Names {
    pub(super) fn new(template: &Template, place: &Place) -> Self {
        let mut environment = placeholders(template);
        environment.region.clone_from(&place.region);
        environment.account_id.clone_from(&place.account);
        place.partition.clone_into(&mut environment.partition);
        Self {
            concrete: concrete_in(template, environment),
            stack: template.name().to_owned(),
        }
    }

    /// The template, with plain values and tokens.
    pub(super) fn template(&self) -> &Template {
        self.concrete.template()
    }

    /// The resource's own ARN, with wildcards for what only AWS knows.
    pub(super) fn own(&self, id: &str) -> Option<String> {
        let arn = self.concrete.arn(id)?;
        // A log group has one ARN for itself and one for what is in it.
        let arn = arn.strip_suffix(":*").unwrap_or(arn);
        Some(self.pattern(arn))
    }

    /// The names that a property gives; none where it gives none.
    pub(super) fn given(&self, properties: Option<&Tree>, property: &str) -> Vec<String> {
        let value = properties.and_then(|properties| properties.get(property));
        let texts: Vec<&str> = match value {
            Some(Tree::List(items)) => items.iter().filter_map(Tree::as_str).collect(),
            Some(Tree::String(text)) => vec![text],
            _ => return Vec::new(),
        };
        let names = texts.into_iter().map(|text| {
            // Queues are named by their address.
            let text = text
                .strip_prefix("https://")
                .and_then(|url| url.rsplit('/').next())
                .unwrap_or(text);
            self.pattern(text)
        });
        names.collect()
    }

    /// A text with wildcards where only AWS knows what stands there.
    pub(super) fn pattern(&self, text: &str) -> String {
        let mut pattern = String::new();
        let mut rest = text;
        while let Some((before, token)) = rest.split_once('‹') {
            pattern.push_str(before);
            let (token, after) = token.split_once('›').unwrap_or((token, ""));
            match self.template().type_of(token) {
                Some(cfn_type) if table::is_named_by_stack(cfn_type) => pattern.push_str(&self.made_up()),
                _ => pattern.push('*'),
            }
            rest = after;
        }
        pattern + rest
    }

    /// A name that CloudFormation makes up.
    pub(super) fn made_up(&self) -> String {
        match self.stack.char_indices().nth(KEPT) {
            Some((end, _)) => format!("{}*", &self.stack[..end]),
            None => format!("{}-*", self.stack),
        }
    }
}

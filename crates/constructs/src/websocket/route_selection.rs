//! What of a message names its route.

use cfn::Diagnostic;

/// Which part of a message names its route.
///
/// ```
/// use constructs::websocket::RouteSelection;
/// assert_eq!(RouteSelection::body("type").as_str(), "$request.body.type");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteSelection(String);

/// How a selection expression begins: a message has nothing but its body.
const BODY: &str = "$request.body.";

impl RouteSelection {
    /// A member of the JSON object that a message is; `a.b` reaches into it.
    pub fn body(member: &str) -> Self {
        Self(format!("{BODY}{member}"))
    }

    /// A selection expression as API Gateway writes it: `$request.body.type`, or members between other text as in
    /// `${request.body.service}/${request.body.action}`.
    pub fn expression(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The selection expression.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn finding(&self, api: &str) -> Option<Diagnostic> {
        let message = format!("`{}` selects no route: it names no member of the message", self.0);
        (!selects(&self.0)).then(|| {
            Diagnostic::error("GW106", message)
                .on(api)
                .hint("write it as `$request.body.type`")
        })
    }
}

/// One member alone, or members in braces between text that is no expression.
fn selects(expression: &str) -> bool {
    if let Some(member) = expression.strip_prefix(BODY) {
        return is_member(member);
    }
    let mut pieces = expression.split("${");
    let is_text = |text: &str| !text.contains('$');
    let begins = pieces.next().is_some_and(is_text);
    let members: Vec<&str> = pieces.collect();
    let fits = |piece: &&str| {
        piece.split_once('}').is_some_and(|(inside, text)| {
            let member = inside.strip_prefix("request.body.");
            member.is_some_and(is_member) && is_text(text)
        })
    };
    begins && !members.is_empty() && members.iter().all(fits)
}

/// Steps into the message, each a name and perhaps places in arrays: `user.ids[0]`.
fn is_member(path: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    path.split('.').all(|step| {
        let mut parts = step.split('[');
        let name = parts.next().unwrap_or_default();
        let is_place = |part: &str| {
            let digits = part.strip_suffix(']').unwrap_or_default();
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        !name.is_empty() && name.bytes().all(letters) && parts.all(is_place)
    })
}

#[cfg(test)]
mod tests {
    use super::RouteSelection;

    #[test]
    fn a_selection_names_a_member_of_the_body() {
        for good in [
            "$request.body.type",
            "$request.body.meta.kind-of_it",
            "$request.body.user.ids[0]",
            "${request.body.type}",
            "${request.body.service}/${request.body.action}",
            "v1-${request.body.action}",
        ] {
            assert_eq!(RouteSelection::expression(good).finding("Api"), None, "{good}");
        }
        for bad in [
            "",
            "type",
            "$request.body",
            "$request.body.",
            "$request.header.x",
            "$request.body.a..b",
            "$request.body.a[b]",
            "v1-$request.body.a",
            "${request.body.a",
            "${request.header.a}",
            "${request.body.a}$b",
        ] {
            assert!(RouteSelection::expression(bad).finding("Api").is_some(), "{bad}");
        }
    }
}

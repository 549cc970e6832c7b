//! What a connect request must have before its authorizer is asked.

use cfn::Diagnostic;

/// A part of the connect request that must be there, and not be empty, before the authorizer is asked; 401 otherwise.
///
/// WebSocket APIs spell it otherwise than HTTP APIs, whose `$request.header.Authorization` is refused: so text is no
/// source. Browsers cannot set headers when they connect: what they have is the query.
///
/// ```
/// use constructs::websocket::IdentitySource;
/// assert_eq!(IdentitySource::query("token").as_str(), "route.request.querystring.token");
/// assert_eq!(IdentitySource::header("Authorization").as_str(), "route.request.header.Authorization");
/// assert_eq!(IdentitySource::stage_variable("tenant").as_str(), "stageVariables.tenant");
/// assert_eq!(IdentitySource::context("identity.sourceIp").as_str(), "context.identity.sourceIp");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentitySource(String);

const HEADER: &str = "route.request.header.";
const QUERY: &str = "route.request.querystring.";
const STAGE_VARIABLE: &str = "stageVariables.";
const CONTEXT: &str = "context.";

impl IdentitySource {
    /// A header; the case of its name does not matter.
    pub fn header(name: &str) -> Self {
        Self(format!("{HEADER}{name}"))
    }

    /// A member of the query; the case of its name matters.
    pub fn query(name: &str) -> Self {
        Self(format!("{QUERY}{name}"))
    }

    /// A stage variable: a stage without it lets nobody in.
    pub fn stage_variable(name: &str) -> Self {
        Self(format!("{STAGE_VARIABLE}{name}"))
    }

    /// A name of the `$context`. `eventType` and `messageDirection` count as missing, so that they let nobody in.
    pub fn context(name: &str) -> Self {
        Self(format!("{CONTEXT}{name}"))
    }

    /// The source as API Gateway writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A name that nothing can have, or that counts as missing always.
    pub(crate) fn finding(&self, authorizer: &str) -> Option<Diagnostic> {
        let mut sources = [HEADER, QUERY, STAGE_VARIABLE, CONTEXT].into_iter();
        let (kind, name) = sources.find_map(|kind| Some((kind, self.0.strip_prefix(kind)?)))?;
        let letters = |byte: u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || (byte == b'.' && kind == CONTEXT)
        };
        let missing = kind == CONTEXT && matches!(name, "eventType" | "messageDirection");
        let fits = !name.is_empty() && name.bytes().all(letters);
        let message = format!(
            "the identity source `{}` is never there, so nobody gets in",
            self.0
        );
        (missing || !fits).then(|| {
            let finding = Diagnostic::error("GW138", message).on(authorizer);
            finding.hint("name it alone, as in `IdentitySource::header(\"Authorization\")`: letters, digits, `-` and `_`")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::IdentitySource;

    #[test]
    fn a_source_is_something_that_can_be_there() {
        for good in [
            IdentitySource::header("X-Tenant"),
            IdentitySource::query("access_token"),
            IdentitySource::stage_variable("tenant"),
            IdentitySource::context("identity.sourceIp"),
            IdentitySource::context("connectionId"),
        ] {
            assert_eq!(good.finding("Guard"), None, "{good:?}");
        }
        for bad in [
            IdentitySource::header("$request.header.Authorization"),
            IdentitySource::header(""),
            IdentitySource::query("a b"),
            IdentitySource::context("eventType"),
            IdentitySource::context("messageDirection"),
        ] {
            assert_eq!(bad.finding("Guard").unwrap().code, "GW138", "{bad:?}");
        }
    }
}

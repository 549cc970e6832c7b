//! The environment of the handlers: the stack sets these names, the handlers read them.

/// Name of the table of connections and their rooms.
pub const CONNECTIONS_TABLE: &str = "CONNECTIONS_TABLE";
/// Name of the table of rooms.
pub const ROOMS_TABLE: &str = "ROOMS_TABLE";
/// Name of the table of messages.
pub const MESSAGES_TABLE: &str = "MESSAGES_TABLE";
/// Base of the @connections calls: `https://{api}.execute-api.{region}.{suffix}/{stage}`.
///
/// It comes from the template and never from an event: on a custom domain the event's `domainName` and `stage` lead nowhere.
pub const MANAGEMENT_ENDPOINT: &str = "MANAGEMENT_ENDPOINT";
/// How the authorizer decides: an [`AuthMode`].
pub const AUTH_MODE: &str = "AUTH_MODE";
/// The stage's name, for the logs.
pub const STAGE: &str = "STAGE";

/// How the authorizer decides who may connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthMode {
    /// Everybody without a token is a guest, and tokens that begin with `valid_` are believed. For development only.
    Guest,
    /// Nobody may connect.
    Closed,
}

impl AuthMode {
    /// The text of [`AUTH_MODE`].
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Closed => "closed",
        }
    }

    /// Reads [`AUTH_MODE`]; whatever is not exactly `guest` is closed, an absent variable included.
    pub fn from_env(value: Option<&str>) -> Self {
        match value {
            Some("guest") => Self::Guest,
            _ => Self::Closed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AuthMode;

    #[test]
    fn only_the_exact_word_opens() {
        assert_eq!(
            AuthMode::from_env(Some(AuthMode::Guest.as_str())),
            AuthMode::Guest
        );
        for closed in [
            None,
            Some(""),
            Some("Guest"),
            Some("guest "),
            Some(AuthMode::Closed.as_str()),
        ] {
            assert_eq!(AuthMode::from_env(closed), AuthMode::Closed, "{closed:?}");
        }
    }
}

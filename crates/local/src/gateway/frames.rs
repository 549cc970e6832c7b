//! The text frames that the gateway itself sends: one shape, spelled as the service spells it.

/// What an error frame says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameError {
    /// No route matched, and there is no `$default`.
    Forbidden,
    /// The integration failed, answered nonsense, or could not be run.
    Internal,
    /// The integration took longer than its timeout.
    TimedOut,
    /// Over the throttling limits. The service's own text is not known.
    Throttled,
}

impl FrameError {
    /// The text of `message`.
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Forbidden => "Forbidden",
            Self::Internal => "Internal server error",
            Self::TimedOut => "Endpoint request timed out",
            Self::Throttled => "Too Many Requests",
        }
    }

    /// The frame's text: a blank after the first colon and after the commas, none after the other colons.
    pub(super) fn frame(self, connection: &str, request: &str) -> String {
        error_body(self.message(), connection, request)
    }
}

/// The shape that error frames and refused handshakes share. The texts and ids need no JSON escapes.
pub(super) fn error_body(message: &str, connection: &str, request: &str) -> String {
    format!(r#"{{"message": "{message}", "connectionId":"{connection}", "requestId":"{request}"}}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference 4.4 and 0.6: this exact spelling, blanks included.
    #[test]
    fn the_spelling_of_the_service() {
        assert_eq!(
            FrameError::Forbidden.frame("Kx3Bq0hYtQAZLFk2Wg==", "Qz7dEa1bIAMFk0w="),
            r#"{"message": "Forbidden", "connectionId":"Kx3Bq0hYtQAZLFk2Wg==", "requestId":"Qz7dEa1bIAMFk0w="}"#
        );
    }
}

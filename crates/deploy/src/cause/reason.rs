//! What a service said, without its wrapping.

/// A reason, with the identifiers that only support needs kept apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// The service's own words.
    pub text: String,
    /// The error's code, such as `BadRequestException` or `AlreadyExists`.
    pub code: Option<String>,
    /// The id of the failed request, which AWS support asks for.
    pub request: Option<String>,
}

/// What precedes the words of a resource type that the registry handles.
const HANDLER: &str = "Resource handler returned message: ";

/// How the groups in parentheses begin that follow the words.
const GROUPS: [&str; 4] = [
    " (HandlerErrorCode: ",
    " (RequestToken: ",
    " (Service: ",
    " (SDK Attempt Count: ",
];

impl Reason {
    /// Takes a reason of an event apart.
    pub fn of(said: &str) -> Self {
        let mut reason = Self::default();
        let mut text = said.trim();
        while let Some(begin) = GROUPS.iter().filter_map(|group| text.rfind(group)).max() {
            let (words, group) = text.split_at(begin);
            reason.note(group.trim_matches([' ', '(', ')', '"', '.']));
            text = words.trim_end();
        }
        if let Some(words) = text.strip_prefix(HANDLER) {
            text = words.trim_matches('"');
        }
        let text = text.strip_prefix("Invalid request provided: ").unwrap_or(text);
        text.trim_end_matches(". ").clone_into(&mut reason.text);
        reason
    }

    /// Keeps what a group names. The outermost comes first, and the innermost knows the request best; the handler's
    /// code says more than the service's.
    fn note(&mut self, group: &str) {
        let pairs = group
            .split([',', ';'])
            .filter_map(|pair| pair.trim().split_once(": "));
        for (key, value) in pairs {
            match key {
                "Request ID" | "RequestToken" => self.request = Some(value.to_owned()),
                "HandlerErrorCode" => self.code = Some(value.to_owned()),
                "Error Code" if self.code.is_none() => self.code = Some(value.to_owned()),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_handlers_message_is_unwrapped() {
        // https://github.com/aws/eks-hybrid/pull/741
        let reason = Reason::of(
            "Resource handler returned message: \"Cannot exceed quota for PoliciesPerRole: 10 (Service: Iam, Status Code: \
             409, Request ID: a42eda91-33d6-4a53-976c-2948b84c77b5) (SDK Attempt Count: 1)\" (RequestToken: \
             a6dcd513-5b40-32ea-cd39-c272e6373ac5, HandlerErrorCode: ServiceLimitExceeded)",
        );
        assert_eq!(reason.text, "Cannot exceed quota for PoliciesPerRole: 10");
        assert_eq!(reason.code.as_deref(), Some("ServiceLimitExceeded"));
        assert_eq!(
            reason.request.as_deref(),
            Some("a42eda91-33d6-4a53-976c-2948b84c77b5")
        );
    }

    #[test]
    fn an_older_message_is_unwrapped() {
        // https://github.com/seasketch/geoprocessing/issues/375
        let reason = Reason::of(
            "CloudWatch Logs role ARN must be set in account settings to enable logging (Service: AmazonApiGatewayV2; \
             Status Code: 400; Error Code: BadRequestException; Request ID: 9d4c542d-0341-47df-b829-30e806837ef0; Proxy: null)",
        );
        assert_eq!(
            reason.text,
            "CloudWatch Logs role ARN must be set in account settings to enable logging"
        );
        assert_eq!(reason.code.as_deref(), Some("BadRequestException"));
        assert_eq!(
            reason.request.as_deref(),
            Some("9d4c542d-0341-47df-b829-30e806837ef0")
        );
    }

    #[test]
    fn plain_words_stay() {
        let words = "Route key (with a remark) is wrong.";
        let reason = Reason::of(words);
        assert_eq!(
            reason,
            Reason {
                text: words.to_owned(),
                ..Reason::default()
            }
        );
    }

    proptest! {
        #[test]
        fn any_words_can_be_read(words in any::<String>(), group in r#"( \((Service|RequestToken|SDK Attempt Count): [^()]{0,20}\)?"?){0,3}"#) {
            let reason = Reason::of(&format!("{words}{group}"));
            prop_assert!(GROUPS.iter().all(|group| !reason.text.contains(group)));
        }
    }
}

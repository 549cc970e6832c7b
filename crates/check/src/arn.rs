//! ARNs, taken apart.

/// The parts of an ARN: `arn:partition:service:region:account:resource`. Parts may hold tokens and wildcards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    /// Usually `aws`.
    pub partition: &'a str,
    /// Such as `execute-api`.
    pub service: &'a str,
    /// Empty for services without regions.
    pub region: &'a str,
    /// Empty for services that leave it out.
    pub account: &'a str,
    /// Everything after the fifth colon.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Takes an ARN apart; none where the text is no ARN.
    ///
    /// ```
    /// let arn = check::Arn::parse("arn:aws:lambda:eu-west-1:111122223333:function:chat").unwrap();
    /// assert_eq!((arn.service, arn.resource), ("lambda", "function:chat"));
    /// assert!(check::Arn::parse("chat").is_none());
    /// ```
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.strip_prefix("arn:")?.splitn(5, ':');
        Some(Self {
            partition: parts.next()?,
            service: parts.next()?,
            region: parts.next()?,
            account: parts.next()?,
            resource: parts.next()?,
        })
    }
}

/// The same ARN in the region and account that checks take for every region and account.
///
/// A template that is meant for one place may write that place out. What is compared with it is not in another place
/// just because a pseudo parameter stands for it.
///
/// ```
/// let fixed = check::arn::here("arn:aws:sqs:eu-west-1:444455556666:jobs");
/// assert_eq!(fixed, "arn:aws:sqs:us-east-1:111122223333:jobs");
/// ```
pub fn here(text: &str) -> String {
    let Some(arn) = Arn::parse(text) else {
        return text.to_owned();
    };
    let written = |part: &'_ str, placeholder: &str| match part {
        "" | "*" => part.to_owned(),
        _ => placeholder.to_owned(),
    };
    format!(
        "arn:aws:{}:{}:{}:{}",
        arn.service,
        written(arn.region, "us-east-1"),
        written(arn.account, crate::scenario::ACCOUNT),
        arn.resource
    )
}

/// The function of an integration's or authorizer's URI: the ARN inside API Gateway's own, or the text itself.
///
/// ```
/// let uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:chat/invocations";
/// assert_eq!(check::arn::invoked(uri), "arn:aws:lambda:us-east-1:111122223333:function:chat");
/// ```
pub fn invoked(uri: &str) -> &str {
    match uri.split_once("/2015-03-31/functions/") {
        Some((_, rest)) => rest.strip_suffix("/invocations").unwrap_or(rest),
        None => uri,
    }
}

/// A function's name or ARN without the version or alias after it.
pub fn unqualified(function: &str) -> &str {
    let colons = if function.starts_with("arn:") { 7 } else { 1 };
    match function.match_indices(':').nth(colons - 1) {
        Some((end, _)) => &function[..end],
        None => function,
    }
}

//! ARNs, compared part by part as the `Arn` conditions do.

use crate::Pattern;

/// The parts of an ARN: `arn`, partition, service, region, account, and the rest.
const PARTS: usize = 6;

/// Whether an ARN fits a pattern, each part for itself: a wildcard does not reach over a colon, but in the last part.
///
/// ```
/// use policy::{Pattern, arn};
/// let topic = "arn:aws:sns:us-east-1:111122223333:chat-news";
/// assert!(arn::matches(&Pattern::new("arn:aws:sns:*:*:chat-*"), topic));
/// assert!(!arn::matches(&Pattern::new("arn:aws:sns:*:chat-*"), topic));
/// ```
pub fn matches(pattern: &Pattern, arn: &str) -> bool {
    if pattern.is_literal() {
        return pattern.matches(arn);
    }
    let patterns = pattern.split(':', PARTS);
    let parts: Vec<&str> = arn.splitn(PARTS, ':').collect();
    patterns.len() == parts.len()
        && patterns
            .iter()
            .zip(parts)
            .all(|(pattern, part)| pattern.matches(part))
}

//! Where a person finds a stack in the AWS console.

/// The page with a stack's events; none where the ARN is none of a partition with a public console.
///
/// ```
/// let arn = "arn:aws:cloudformation:eu-west-1:111122223333:stack/chat-dev/0a1b";
/// let url = deploy::console::events(arn).unwrap();
/// assert!(url.starts_with("https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#"));
/// ```
pub fn events(stack_id: &str) -> Option<String> {
    let mut parts = stack_id.split(':');
    let begin = [parts.next(), parts.next(), parts.next(), parts.next()];
    let [Some("arn"), Some(partition), Some("cloudformation"), Some(region)] = begin else {
        return None;
    };
    let host = match partition {
        "aws" => "console.aws.amazon.com",
        "aws-cn" => "console.amazonaws.cn",
        "aws-us-gov" => "console.amazonaws-us-gov.com",
        _ => return None,
    };
    let id = stack_id.replace(':', "%3A").replace('/', "%2F");
    Some(format!(
        "https://{region}.{host}/cloudformation/home?region={region}#/stacks/events?stackId={id}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_partition_has_a_console_of_its_own() {
        let url = |partition: &str, region: &str| {
            events(&format!(
                "arn:{partition}:cloudformation:{region}:111122223333:stack/a/b"
            ))
        };
        assert_eq!(
            url("aws-cn", "cn-north-1").unwrap(),
            "https://cn-north-1.console.amazonaws.cn/cloudformation/home?region=cn-north-1#/stacks/events?stackId=\
             arn%3Aaws-cn%3Acloudformation%3Acn-north-1%3A111122223333%3Astack%2Fa%2Fb"
        );
        assert!(
            url("aws-us-gov", "us-gov-west-1")
                .unwrap()
                .contains("amazonaws-us-gov.com")
        );
        assert_eq!(url("aws-iso", "us-iso-east-1"), None);
        assert_eq!(events("chat-dev"), None);
    }
}

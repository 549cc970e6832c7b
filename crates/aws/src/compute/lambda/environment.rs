//! What Lambda takes for an environment.

use super::Environment;

const RESERVED: [&str; 18] = [
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
];

impl Environment {
    /// The most bytes of all names and values together (Lambda quotas, 4 KB).
    pub const MOST_BYTES: usize = 4096;

    /// Why Lambda refuses a variable of this name.
    ///
    /// ```
    /// use aws::lambda::Environment;
    /// assert!(Environment::name_problem("AWS_REGION").is_some());
    /// assert!(Environment::name_problem("AWS_ENDPOINT_URL").is_none());
    /// ```
    pub fn name_problem(name: &str) -> Option<String> {
        let begins = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
        let goes_on = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if RESERVED.contains(&name) {
            Some(format!("`{name}` is set by Lambda itself"))
        } else if name.len() < 2 || !begins || !goes_on {
            Some(format!(
                "`{name}` is no name of an environment variable: it takes two or more letters, digits and `_`, a letter first"
            ))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Environment;

    #[test]
    fn names_are_what_lambda_takes() {
        for good in ["STAGE", "a1", "AWS_ENDPOINT_URL"] {
            assert_eq!(Environment::name_problem(good), None, "{good}");
        }
        for bad in ["", "A", "1A", "_A", "A-B", "Ä1", "AWS_REGION", "_HANDLER"] {
            assert!(Environment::name_problem(bad).is_some(), "{bad}");
        }
    }
}

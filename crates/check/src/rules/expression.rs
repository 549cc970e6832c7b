//! Selection expressions, taken apart: `$request.body.action`, `${request.body.a}/${request.body.b}`, `\$default`.

/// What an expression is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression<'a> {
    /// Text that reads these variables, which stand here without their `$` and braces.
    Reads(Vec<&'a str>),
    /// The same text for every message.
    Constant,
    /// A `${` without its `}`.
    Unclosed,
    /// A variable beside something else, and not in braces.
    Unbraced,
}

impl<'a> Expression<'a> {
    pub(super) fn parse(text: &'a str) -> Self {
        match text.strip_prefix('$') {
            Some("default") => Self::Constant,
            Some(lone) if !lone.starts_with('{') => Self::lone(lone),
            _ => Self::mixed(text),
        }
    }

    /// One variable without braces, which is all that there may be.
    fn lone(path: &'a str) -> Self {
        // A JSON path may hold anything in its brackets.
        let outside = path.split('[').next().unwrap_or_default();
        if outside.contains(['/', ' ', '{', '}', '$']) || path.contains("$request") || path.contains("${") {
            Self::Unbraced
        } else {
            Self::Reads(vec![path])
        }
    }

    fn mixed(text: &'a str) -> Self {
        let mut variables = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            rest = after;
            if before.ends_with('\\') {
                continue;
            }
            let Some(inside) = after.strip_prefix('{') else {
                return Self::Unbraced;
            };
            let Some((variable, after)) = inside.split_once('}') else {
                return Self::Unclosed;
            };
            variables.push(variable);
            rest = after;
        }
        match variables.as_slice() {
            [] => Self::Constant,
            _ => Self::Reads(variables),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Expression;

    #[test]
    fn variables_stand_alone_or_in_braces() {
        let reads = |text: &str, variables: &[&str]| {
            assert_eq!(
                Expression::parse(text),
                Expression::Reads(variables.to_vec()),
                "{text}"
            );
        };
        reads("$request.body.action", &["request.body.action"]);
        reads("$request.body.my-action", &["request.body.my-action"]);
        reads(
            "$request.body.items[?(@.a == '/')].x",
            &["request.body.items[?(@.a == '/')].x"],
        );
        reads("${request.body.action}", &["request.body.action"]);
        reads(
            "${request.body.a}/${request.body.b}",
            &["request.body.a", "request.body.b"],
        );
        for constant in ["chat", "\\$default", "$default", "", "request.body.action"] {
            assert_eq!(Expression::parse(constant), Expression::Constant, "{constant}");
        }
        for unbraced in [
            "$request.body.a/$request.body.b",
            "$request.body.a-$request.body.b",
            "chat-$request.body.a",
        ] {
            assert_eq!(Expression::parse(unbraced), Expression::Unbraced, "{unbraced}");
        }
        assert_eq!(Expression::parse("${request.body.a"), Expression::Unclosed);
    }

    proptest! {
        #[test]
        fn every_braced_variable_is_read(names in prop::collection::vec("[a-z]{1,5}", 1..5), between in "[a-z/:-]{0,3}") {
            let parts: Vec<String> = names.iter().map(|name| format!("${{{name}}}{between}")).collect();
            let text = parts.concat();
            prop_assert_eq!(Expression::parse(&text), Expression::Reads(names.iter().map(String::as_str).collect()));
        }
    }
}

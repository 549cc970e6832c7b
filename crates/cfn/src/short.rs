//! The short forms of YAML: `!Sub` for `Fn::Sub`.

/// Functions whose short form is their name without `Fn::`.
const FUNCTIONS: [&str; 24] = [
    "Fn::And",
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::Contains",
    "Fn::EachMemberEquals",
    "Fn::EachMemberIn",
    "Fn::Equals",
    "Fn::FindInMap",
    "Fn::GetAZs",
    "Fn::GetAtt",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Length",
    "Fn::Not",
    "Fn::Or",
    "Fn::RefAll",
    "Fn::Select",
    "Fn::Split",
    "Fn::Sub",
    "Fn::ToJsonString",
    "Fn::Transform",
    "Fn::ValueOf",
    "Fn::ValueOfAll",
];

/// The function that a tag stands for, `Fn::Sub` for `Sub`.
pub(crate) fn long_form(tag: &str) -> Option<&'static str> {
    FUNCTIONS
        .into_iter()
        .chain(["Ref", "Condition"])
        .find(|function| short_form(function) == Some(tag))
}

/// The tag that stands for a function, `Sub` for `Fn::Sub`.
pub(crate) fn short_form(function: &str) -> Option<&str> {
    if matches!(function, "Ref" | "Condition") {
        return Some(function);
    }
    let known = FUNCTIONS.contains(&function);
    function.strip_prefix("Fn::").filter(|_| known)
}

#[cfg(test)]
mod tests {
    use super::{FUNCTIONS, long_form, short_form};

    #[test]
    fn every_short_form_leads_back() {
        for function in FUNCTIONS.into_iter().chain(["Ref", "Condition"]) {
            assert_eq!(short_form(function).and_then(long_form), Some(function));
        }
    }

    #[test]
    fn unknown_names_have_no_other_form() {
        assert_eq!(long_form("Reff"), None);
        assert_eq!(long_form("Fn::Sub"), None);
        assert_eq!(short_form("Fn::ForEach::Rooms"), None);
    }
}

//! The whole template under review.

/// Compares the template with the reviewed one: an [insta](https://insta.rs) snapshot of its YAML, named as the stack.
///
/// The YAML is the same for the same program: assets appear by the parameters that will name them, not by their
/// content. The crate of the test depends on `insta`; this one does not.
///
/// ```
/// # use cfn::{RawResource, Stack, Tree};
/// # fn test() {
/// let mut stack = Stack::new("demo");
/// stack.add("Topic", RawResource::new("AWS::SNS::Topic", Tree::map()));
/// testing::assert_template!(testing::Synthesized::of(stack));
/// # }
/// ```
#[macro_export]
macro_rules! assert_template {
    ($synthesized:expr) => {{
        let synthesized = &$synthesized;
        ::insta::assert_snapshot!(synthesized.template().name(), synthesized.template().to_yaml());
    }};
}

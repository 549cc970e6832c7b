#![doc = include_str!("README.md")]

#[test]
fn illegal_states_do_not_compile() {
    let cases = trybuild::TestCases::new();
    // A case that has to pass makes trybuild build and not only check: limits of constants show in a build alone.
    cases.pass("legal.rs");
    cases.compile_fail("cfn/*.rs");
    cases.compile_fail("aws/*.rs");
    cases.compile_fail("constructs/*.rs");
}

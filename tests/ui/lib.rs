#![doc = include_str!("README.md")]

#[test]
fn illegal_states_do_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("cfn/*.rs");
    cases.compile_fail("aws/*.rs");
}

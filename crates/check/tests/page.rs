//! The page about checks: each of its templates shows what it says.

use std::{fs, path::Path};

use cfn::{Severity, Template};

#[test]
fn the_templates_of_the_page_have_the_findings_that_it_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/check.md");
    let page = fs::read_to_string(page).unwrap();
    let blocks = page.split("```yaml\n# finds ").skip(1);
    let mut shown = 0;
    for block in blocks {
        let (expected, rest) = block.split_once('\n').unwrap();
        let (text, _) = rest.split_once("```").unwrap();
        let found = check::template(&Template::read("page", text).unwrap());
        let codes: Vec<&str> = found
            .iter()
            .filter(|finding| finding.severity > Severity::Info)
            .map(|finding| finding.code.as_str())
            .collect();
        let expected: Vec<&str> = expected.split(", ").filter(|code| *code != "nothing").collect();
        assert_eq!(codes, expected, "{text}\n{found:#?}");
        shown += 1;
    }
    assert!(shown > 3, "the page's templates are not found");
}

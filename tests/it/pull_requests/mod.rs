//! The page about pull requests: its workflow is the one that new projects get, and its five comments are what `diff`
//! says of five changes of one backend.

mod rooms;

use std::{fs, path::Path};

use constructs::App;
use rooms::Change;

use crate::support::gatewright;

const PAGE: &str = "docs/pull-requests.md";
const WORKFLOW: &str = "src/new/templates/both/.github/workflows/gatewright.yml";

/// The changes by the word that the page has for each, with what a pipeline says of them.
const CHANGES: [(&str, Change, i32); 5] = [
    ("harmless", Change::Harmless, 0),
    ("access", Change::Access, 12),
    ("contract", Change::Contract, 10),
    ("data", Change::Data, 11),
    ("refactoring", Change::Refactoring, 0),
];

fn written(change: Change, folder: &Path) {
    let mut app = App::new("rooms");
    app.stack("live", rooms::stack(change));
    app.write(folder).unwrap();
}

/// The comment on a change, and how the program ends.
fn comment(change: Change) -> (String, Option<i32>) {
    let folder = tempfile::tempdir().unwrap();
    let [before, after] = ["before", "after"].map(|name| folder.path().join(name));
    written(Change::None, &before);
    written(change, &after);
    let output = gatewright()
        .args(["diff", "--stage", "live", "--format", "markdown"])
        .args(["--fail-on", "destructive,broadening,contract"])
        .arg("--against")
        .arg(before.join("rooms-live.template.json"))
        .arg("--app")
        .arg(format!("{}/", after.display()))
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(
        !output.stdout.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

/// The page with another text between the marks of this name.
fn with(page: &str, name: &str, text: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = page
        .split_once(&begin)
        .unwrap_or_else(|| panic!("{PAGE} has no {begin}"));
    let (_, after) = rest
        .split_once(&end)
        .unwrap_or_else(|| panic!("{PAGE} has no {end}"));
    format!("{before}{begin}{text}{end}{after}")
}

#[test]
fn the_page_shows_the_workflow_and_what_it_says_of_five_changes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join(PAGE)).unwrap();
    let workflow = fs::read_to_string(root.join(WORKFLOW)).unwrap();
    let mut expected = with(&page, "workflow", &format!("\n```yaml\n{workflow}```\n\n"));
    for (name, change, code) in CHANGES {
        let (comment, ended) = comment(change);
        // The workflow tells what was found from what went wrong by these.
        let known = workflow.lines().find(|line| line.contains("refused=")).unwrap();
        assert!(code == 0 || known.contains(&code.to_string()), "{known}");
        assert_eq!(ended, Some(code), "{name}: {comment}");
        let shown: Vec<String> = comment.lines().map(quoted).collect();
        expected = with(&expected, name, &format!("\n{}\n\n", shown.join("\n")));
    }
    if std::env::var_os("UPDATE_PULL_REQUESTS").is_some() {
        fs::write(root.join(PAGE), &expected).unwrap();
    } else {
        assert_eq!(page, expected, "renew it with UPDATE_PULL_REQUESTS=1");
    }
}

/// Comments stand on the page as quotes, which a code host shows as it shows the comment.
fn quoted(line: &str) -> String {
    // A heading of a comment is none of the page.
    let line = line.replacen("### ", "#### ", usize::from(line.starts_with("### ")));
    format!("> {line}").trim_end().to_owned()
}

//! Every code has a page, every page a code, and the index lists them all.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use check::catalogue::{self, HEADINGS};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The codes that stand in quotes somewhere below a folder of sources.
fn codes_in(path: &Path, codes: &mut BTreeSet<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            codes_in(&entry.unwrap().path(), codes);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        let text = fs::read_to_string(path).unwrap();
        let is_code = |word: &&str| {
            word.len() == 5 && word.starts_with("GW") && word[2..].bytes().all(|byte| byte.is_ascii_digit())
        };
        // GW000 and GW999 stand for no code in tests.
        let real = |word: &&str| !matches!(*word, "GW000" | "GW999");
        codes.extend(text.split('"').filter(is_code).filter(real).map(str::to_owned));
    }
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let mut used = BTreeSet::new();
    codes_in(&root().join("src"), &mut used);
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let source = entry.unwrap().path().join("src");
        if source.is_dir() {
            codes_in(&source, &mut used);
        }
    }
    let paged: BTreeSet<String> = catalogue::pages()
        .iter()
        .map(|page| page.code.to_owned())
        .collect();
    assert_eq!(
        used, paged,
        "the codes in the sources, and the pages of `check::catalogue`"
    );
    let files: BTreeSet<String> = fs::read_dir(root().join("docs/checks"))
        .unwrap()
        .map(|file| {
            file.unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .filter(|name| name != "README")
        .collect();
    assert_eq!(
        files, paged,
        "the files in docs/checks, and the pages of `check::catalogue`"
    );
}

#[test]
fn codes_are_unique_and_pages_have_their_rules_title_and_every_heading() {
    let pages = catalogue::pages();
    assert!(pages.is_sorted_by(|a, b| a.code < b.code));
    for page in &pages {
        let heading = format!("# {}: {}\n", page.code, page.title());
        assert!(page.text.starts_with(&heading), "{}: {heading}", page.code);
        let headings: Vec<&str> = page.text.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(headings, HEADINGS, "{}", page.code);
        for part in page.text.split("\n## ").skip(1) {
            let body = part.split_once('\n').map_or("", |(_, body)| body);
            assert!(!body.trim().is_empty(), "{}: {part}", page.code);
        }
    }
    for rule in check::rules::all() {
        let page = catalogue::page(rule.code).unwrap();
        assert_eq!(
            page.title(),
            rule.title,
            "{}: the page's heading and the rule's title",
            rule.code
        );
    }
}

#[test]
fn the_index_and_the_summary_of_the_book_list_every_page() {
    let mut index = "# Checks\n\nOne page per code. `gatewright explain CODE` prints it.\n\n| code | finds |\n|---|---|\n".to_owned();
    let mut chapters = String::new();
    for page in catalogue::pages() {
        let (code, title) = (page.code, page.title());
        writeln!(index, "| [{code}]({code}.md) | {} |", title.replace('|', "\\|")).unwrap();
        writeln!(chapters, "  - [{code}: {title}](checks/{code}.md)").unwrap();
    }
    assert_current("docs/checks/README.md", &index);

    let chapter = "- [Checks](checks/README.md)\n";
    let summary = fs::read_to_string(root().join("docs/SUMMARY.md")).unwrap();
    let (before, _) = summary.split_once(chapter).unwrap();
    assert_current("docs/SUMMARY.md", &format!("{before}{chapter}{chapters}"));
}

/// A file is what the catalogue makes of it; `UPDATE_CHECKS` makes it so.
fn assert_current(file: &str, expected: &str) {
    let path = root().join(file);
    if std::env::var_os("UPDATE_CHECKS").is_some() {
        fs::write(&path, expected).unwrap();
    }
    assert_eq!(
        fs::read_to_string(path).unwrap_or_default(),
        expected,
        "renew {file}: UPDATE_CHECKS=1 cargo test -p gatewright-check --test catalogue"
    );
}

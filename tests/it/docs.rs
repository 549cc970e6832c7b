//! The book: what it says of names, options, exit codes and places is so.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::support::gatewright;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files below a folder that end so.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().is_some_and(|path| path.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The pages of the book, without the list of its chapters.
fn pages() -> Vec<PathBuf> {
    let mut pages = files("docs", ".md");
    pages.retain(|page| !page.ends_with("SUMMARY.md"));
    pages
}

/// What stands outside of code, line by line.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

/// The targets of the links of a text.
fn links(text: &str) -> Vec<&str> {
    prose(text)
        .flat_map(|line| line.split("](").skip(1))
        .filter_map(|rest| Some(rest.split_once(')')?.0))
        .filter(|target| !target.starts_with("https://"))
        .collect()
}

/// The anchor that a heading gets, from readers of Markdown and from mdBook alike.
fn anchor(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let keep = |letter: &char| letter.is_alphanumeric() || "-_ ".contains(*letter);
    heading.chars().filter(keep).collect::<String>().replace(' ', "-")
}

#[test]
fn every_link_leads_somewhere() {
    let mut dead = Vec::new();
    let others = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "docs/SUMMARY.md"];
    for page in pages().into_iter().chain(others.map(|file| root().join(file))) {
        for link in links(&read(&page)) {
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() {
                page.clone()
            } else {
                page.parent().unwrap().join(file)
            };
            let there = target.exists()
                && (fragment.is_empty()
                    || prose(&read(&target)).any(|line| line.starts_with('#') && anchor(line) == fragment));
            if !there {
                dead.push(format!(
                    "{}: {link}",
                    page.strip_prefix(root()).unwrap().display()
                ));
            }
        }
    }
    assert!(dead.is_empty(), "dead links:\n{}", dead.join("\n"));
}

#[test]
fn every_page_is_a_chapter_and_every_chapter_a_page() {
    let summary = read("docs/SUMMARY.md");
    let chapters: Vec<PathBuf> = links(&summary)
        .into_iter()
        .map(|link| root().join("docs").join(link))
        .collect();
    let set: BTreeSet<&PathBuf> = chapters.iter().collect();
    assert_eq!(set.len(), chapters.len(), "a chapter is there twice");
    let pages = pages();
    assert_eq!(
        set,
        pages.iter().collect(),
        "left: docs/SUMMARY.md, right: the files"
    );
}

/// The types that `pub use` lists, by the names that they are exported under.
fn exported(source: &str) -> impl Iterator<Item = &str> {
    source
        .split("pub use ")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(';')?.0))
        .flat_map(|list| list.split([',', '{', '}']))
        .filter_map(|item| {
            item.split(|letter: char| !letter.is_alphanumeric())
                .rfind(|word| !word.is_empty())
        })
        .filter(|name| name.starts_with(char::is_uppercase))
}

#[test]
fn every_construct_and_every_name_of_the_prelude_is_on_a_page() {
    let constructs = files("crates/constructs/src", ".rs");
    let sources: Vec<String> = constructs.iter().map(read).collect();
    let built = sources.iter().flat_map(|source| {
        let heads = source.split(" Construct for ").skip(1);
        heads.map(|head| {
            head.split(|letter: char| !letter.is_alphanumeric())
                .next()
                .unwrap()
        })
    });
    let prelude = read("crates/constructs/src/prelude.rs");
    // What `add` returns is told where the construct is.
    let named = exported(&prelude).filter(|name| !name.ends_with("Ref"));
    let wanted: BTreeSet<&str> = built.chain(named).collect();
    assert!(wanted.len() > 80, "the names are not found: {wanted:?}");

    let chapters: String = pages().iter().map(read).collect();
    let words: BTreeSet<&str> = chapters.split(|letter: char| !letter.is_alphanumeric()).collect();
    let missing: Vec<&&str> = wanted.iter().filter(|name| !words.contains(**name)).collect();
    assert!(missing.is_empty(), "no page below docs names {missing:?}");
}

#[test]
fn every_page_with_rust_in_it_is_compiled() {
    let book = read("crates/constructs/src/book.rs");
    for page in pages() {
        let name = page.strip_prefix(root()).unwrap().display().to_string();
        // The page about tests is compiled where its subject is; those about checks show excerpts.
        let elsewhere = name == "docs/testing.md" || name.starts_with("docs/checks/");
        if !elsewhere && read(&page).contains("```rust\n") {
            assert!(
                book.contains(&format!("../../../{name}\"")),
                "{name} is not in book.rs"
            );
        }
    }
}

#[test]
fn what_the_comparison_claims_is_shown_and_the_rest_is_not_yet() {
    let page = read("docs/comparison.md");
    let (features, rest) = page.split_once("## From a program to AWS").unwrap();
    let cells = |text: &'_ str| -> Vec<String> {
        let rows = text
            .lines()
            .filter(|line| line.starts_with("| ") && line.ends_with(" |"));
        let ours = rows.filter_map(|row| row.trim_end_matches(" |").rsplit_once("| "));
        ours.map(|(_, cell)| cell.to_owned())
            .filter(|cell| cell != "Gatewright")
            .collect()
    };
    let (features, rest) = (cells(features), cells(rest));
    assert!(features.len() > 20 && rest.len() > 10);
    for cell in &features {
        assert!(cell.contains("]("), "no page shows this: {cell}");
    }
    for cell in &rest {
        assert!(cell.contains("](") || cell.contains("not yet"), "{cell}");
    }
}

fn help(arguments: &[&str]) -> String {
    let output = gatewright().args(arguments).arg("--help").output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_page_about_the_command_line_knows_every_verb_option_and_exit_code() {
    let page = read("docs/cli.md");
    let whole = help(&[]);
    let below = |heading: &str| {
        whole
            .split_once(heading)
            .unwrap()
            .1
            .split("\n\n")
            .next()
            .unwrap()
            .to_owned()
    };

    let codes: Vec<String> = below("Exit codes:\n")
        .lines()
        .map(|line| line.trim().split_once(' ').unwrap())
        .map(|(code, meaning)| format!("| {code} | {} |", meaning.trim()))
        .collect();
    let table: Vec<&str> = page
        .split_once("## Exit codes\n")
        .unwrap()
        .1
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| code"))
        .collect();
    assert_eq!(table, codes);

    let section = |heading: &str| {
        let (_, rest) = page
            .split_once(&format!("\n## {heading}\n"))
            .unwrap_or_else(|| panic!("no section {heading}"));
        rest.split("\n## ").next().unwrap().to_owned()
    };
    // What several verbs share is told once.
    let to_aws = section("Verbs that go to AWS");

    for verb in below("Commands:\n")
        .lines()
        .filter_map(|line| line.split_whitespace().next())
    {
        if verb == "help" {
            continue;
        }
        let section = section(&format!("gatewright {verb}"));
        let help = help(&[verb]);
        let goes_to_aws = help.contains("--aws-profile");
        for option in help.split_whitespace().filter_map(|word| word.strip_prefix("--")) {
            let option = option.trim_end_matches(|letter: char| !letter.is_ascii_lowercase());
            let option = format!("--{option}");
            let shared = goes_to_aws && to_aws.contains(&option);
            assert!(
                whole.contains(&option) || shared || section.contains(&option),
                "`{option}` of `{verb}` is not on the page"
            );
        }
    }
}

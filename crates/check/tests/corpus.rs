//! The corpus: each faulty template gives exactly its code, near misses are silent, clean templates stay clean.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use cfn::{Severity, Template};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus")
}

/// The templates of a folder of the corpus: file name and text.
fn templates(folder: &str) -> Vec<(String, String)> {
    let files = fs::read_dir(corpus().join(folder)).unwrap();
    let mut templates: Vec<_> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    templates.sort();
    templates
}

fn code_of(file: &str) -> &str {
    file.split(['-', '.']).next().unwrap()
}

/// Everything above info.
fn findings(file: &str, text: &str) -> Vec<cfn::Diagnostic> {
    let template = Template::read("demo", text).unwrap_or_else(|error| panic!("{file}:{error}"));
    let mut findings = check::template(&template);
    findings.retain(|finding| finding.severity > Severity::Info);
    findings
}

#[test]
fn each_fault_is_found_and_nothing_else() {
    for (file, text) in templates("") {
        let also = text.lines().next().and_then(|line| line.strip_prefix("# also: "));
        let also = also.into_iter().flat_map(|codes| codes.split([',', ' ']));
        let expected: BTreeSet<String> = also
            .filter(|code| !code.is_empty())
            .chain([code_of(&file)])
            .map(str::to_owned)
            .collect();
        // A code of severity info is no reason for a template to fail, but its own file has to show it.
        let template = Template::read("demo", &text).unwrap_or_else(|error| panic!("{file}:{error}"));
        let all = check::template(&template);
        assert!(
            all.iter().any(|finding| finding.code == code_of(&file)),
            "{file} does not show its code: {all:#?}"
        );
        let found: BTreeSet<String> = all
            .iter()
            .filter(|finding| finding.severity > Severity::Info || finding.code == code_of(&file))
            .map(|finding| finding.code.clone())
            .collect();
        assert_eq!(found, expected, "{file}: {all:#?}");
    }
}

#[test]
fn near_misses_are_silent() {
    for (file, text) in templates("near") {
        let template = Template::read("demo", &text).unwrap_or_else(|error| panic!("{file}:{error}"));
        let findings = check::template(&template);
        let wrong: Vec<_> = findings
            .iter()
            .filter(|finding| finding.code == code_of(&file))
            .collect();
        assert!(wrong.is_empty(), "near/{file}: {wrong:#?}");
    }
}

#[test]
fn clean_templates_stay_clean() {
    for (file, text) in templates("clean") {
        let findings = findings(&file, &text);
        assert!(findings.is_empty(), "clean/{file}: {findings:#?}");
    }
}

#[test]
fn every_rule_has_a_fault_and_a_near_miss() {
    let codes = |folder| -> BTreeSet<String> {
        templates(folder)
            .iter()
            .map(|(file, _)| code_of(file).to_owned())
            .collect()
    };
    let (faults, near) = (codes(""), codes("near"));
    for rule in check::rules::all() {
        assert!(
            faults.contains(rule.code),
            "tests/corpus/{}-….yaml is missing",
            rule.code
        );
        assert!(
            near.contains(rule.code),
            "tests/corpus/near/{}-….yaml is missing",
            rule.code
        );
    }
}

#[test]
fn the_table_of_other_checkers_shows_every_fault() {
    let page = fs::read_to_string(corpus().join("../../docs/check-witnesses.md")).unwrap();
    let shown: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0))
        .collect();
    let faults = templates("");
    let faults: BTreeSet<&str> = faults.iter().map(|(file, _)| file.as_str()).collect();
    assert_eq!(shown, faults, "renew the page with tests/witnesses/corpus.py");
}

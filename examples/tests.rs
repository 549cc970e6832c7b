//! What holds for every example.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use constructs::cfn::{Severity, Template};

use super::{ALL, program};

/// The examples by name, with their templates.
fn examples() -> impl Iterator<Item = (&'static str, Vec<Template>)> {
    ALL.into_iter().map(|example| {
        let templates = program(&[example]).unwrap().synth().unwrap();
        (
            example.0,
            templates.into_iter().map(|(_, template)| template).collect(),
        )
    })
}

fn source(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(name)
        .with_extension("rs");
    fs::read_to_string(file).unwrap()
}

#[test]
fn each_is_as_it_was_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for template in examples().flat_map(|(_, templates)| templates) {
            insta::assert_snapshot!(template.name(), template.to_yaml());
        }
    });
}

#[test]
fn nothing_above_an_information_is_found() {
    for template in examples().flat_map(|(_, templates)| templates) {
        let mut findings = check::template(&template);
        findings.retain(|finding| finding.severity > Severity::Info);
        assert!(findings.is_empty(), "{}: {findings:#?}", template.name());
    }
}

#[test]
fn each_file_is_an_example_and_its_stack_is_named_after_it() {
    let folder = fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap();
    let files = folder.map(|file| file.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|extension| extension == "rs"));
    let mut files: BTreeSet<String> = files
        .map(|file| file.file_stem().unwrap().to_string_lossy().into())
        .collect();
    for other in ["lib", "main", "tests"] {
        assert!(files.remove(other), "{other}");
    }
    assert_eq!(files, ALL.iter().map(|(name, _)| (*name).to_owned()).collect());
    for (name, templates) in examples() {
        let prefix = name.replace('_', "-");
        assert!(
            templates
                .iter()
                .all(|template| template.name().starts_with(&prefix)),
            "{name}"
        );
    }
}

/// `UPDATE_EXAMPLES=1 cargo test -p examples` writes the table anew.
#[test]
fn the_page_lists_all_of_them() {
    const HEAD: &str = "| example | what it shows | resources |\n|---|---|---|\n";
    let mut table = HEAD.to_owned();
    for (name, templates) in examples() {
        let source = source(name);
        let shows = source.lines().next().unwrap().trim_start_matches("//! ");
        let resources: usize = templates
            .iter()
            .map(|template| template.resources().count())
            .sum();
        writeln!(
            table,
            "| [`{name}`](../examples/{name}.rs) | {shows} | {resources} |"
        )
        .unwrap();
    }
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/examples.md");
    let text = fs::read_to_string(&page).unwrap();
    let (before, rest) = text.split_once(HEAD).unwrap();
    let after: String = rest
        .split_inclusive('\n')
        .skip_while(|line| line.starts_with('|'))
        .collect();
    let expected = format!("{before}{table}{after}");
    if std::env::var_os("UPDATE_EXAMPLES").is_some() {
        fs::write(&page, &expected).unwrap();
    }
    assert_eq!(fs::read_to_string(&page).unwrap(), expected);
}

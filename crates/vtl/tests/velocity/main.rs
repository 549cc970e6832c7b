//! The engine against Apache Velocity 1.7, case by case.
//!
//! `cases.json` holds what Velocity makes of each template, so that most of the comparison needs no Java. Where Java and
//! Debian's `velocity` package are present, a second test asks Velocity itself whether the file is right.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::{fs, path::Path, process::Command};

use cfn::{Map, Tree};
use vtl::{Context, Template};

/// A template and what becomes of it; none is an error.
struct Case {
    name: String,
    template: String,
    ours: Option<String>,
    velocity: Option<String>,
}

/// The groups of `same` are rendered alike by both; the cases of `different` say why they are not.
fn cases() -> Vec<Case> {
    let tree = Tree::from_json(include_str!("cases.json")).unwrap();
    let text = |tree: &Tree| tree.as_str().map(str::to_owned);
    let mut cases = Vec::new();
    for (group, pairs) in tree.get("same").and_then(Tree::as_map).unwrap() {
        for pair in pairs.as_list().unwrap() {
            let [template, output] = pair.as_list().unwrap() else {
                panic!("{group}: a case is [template, output]");
            };
            cases.push(Case {
                name: group.clone(),
                template: text(template).unwrap(),
                ours: text(output),
                velocity: text(output),
            });
        }
    }
    for case in tree.get("different").and_then(Tree::as_list).unwrap() {
        cases.push(Case {
            name: case.get("because").and_then(text).unwrap(),
            template: case.get("template").and_then(text).unwrap(),
            ours: text(case.get("ours").unwrap()),
            velocity: text(case.get("velocity").unwrap()),
        });
    }
    cases
}

/// The same as `variables` in Oracle.java.
fn variables() -> Context {
    let map: Map = [
        ("one".to_owned(), Tree::Int(1)),
        ("two".to_owned(), "zwei".into()),
    ]
    .into();
    Context::new()
        .with_variable("text", "Ada")
        .with_variable("quoted", "it's \"a/b\" \\ \u{e4}\u{20ac}\n")
        .with_variable("empty", "")
        .with_variable("seven", 7)
        .with_variable("half", 0.5)
        .with_variable("big", 3_000_000_000_i64)
        .with_variable("yes", true)
        .with_variable("no", false)
        .with_variable("list", ["a", "b", "c"])
        .with_variable("map", map)
}

/// One line per case that is not as it should be.
fn differences(
    cases: &[Case],
    actual: impl Fn(usize, &Case) -> (Option<String>, Option<String>),
) -> Vec<String> {
    let checked = cases
        .iter()
        .enumerate()
        .map(|(index, case)| (case, actual(index, case)));
    checked
        .filter(|(_, (actual, expected))| actual != expected)
        .map(|(case, (actual, expected))| {
            let Case { name, template, .. } = case;
            format!("{name}: {template:?}\n  expected {expected:?}\n  but got  {actual:?}")
        })
        .collect()
}

#[test]
fn the_engine_renders_every_case_as_written_down() {
    let cases = cases();
    let context = variables();
    let differences = differences(&cases, |_, case| {
        let template = Template::parse(&case.template).ok();
        let output = template.and_then(|template| template.render(&context).ok());
        (output, case.ours.clone())
    });
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn apache_velocity_renders_every_case_as_written_down() {
    let jars =
        ["velocity", "commons-lang", "commons-collections3"].map(|jar| format!("/usr/share/java/{jar}.jar"));
    if let Some(missing) = jars.iter().find(|jar| !Path::new(jar).exists()) {
        println!("skipped: {missing} is missing; `apt-get install velocity default-jdk-headless` brings it");
        return;
    }
    if Command::new("javac").arg("-version").output().is_err() {
        println!("skipped: there is no Java compiler; `apt-get install default-jdk-headless` brings one");
        return;
    }
    let cases = cases();
    let folder = tempfile::tempdir().unwrap();
    for (index, case) in cases.iter().enumerate() {
        fs::write(folder.path().join(format!("{index}.vm")), &case.template).unwrap();
    }
    let classes = format!("{}:{}", jars.join(":"), folder.path().display());
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/velocity/Oracle.java");
    run(Command::new("javac")
        .args(["-cp", &classes, "-d"])
        .arg(folder.path())
        .arg(source));
    run(Command::new("java")
        .args(["-Dfile.encoding=UTF-8", "-cp", &classes, "Oracle"])
        .arg(folder.path()));
    let differences = differences(&cases, |index, case| {
        let output = fs::read_to_string(folder.path().join(format!("{index}.out"))).ok();
        let failed = folder.path().join(format!("{index}.err")).exists();
        assert_eq!(output.is_none(), failed, "{} was not rendered", case.template);
        (output, case.velocity.clone())
    });
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

use std::{fs, path::PathBuf};

use cfn::{RawResource, Tree};

use super::*;
use crate::{Function, Queue};

/// A folder of this test's own, gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("gatewright-{}-{test}", std::process::id()));
        Self(path)
    }

    fn names(&self) -> Vec<String> {
        let files = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn app(stages: &[&str]) -> App {
    let mut app = App::new("chat");
    for stage in stages {
        let mut stack = Stack::new(format!("chat-{stage}"));
        stack.add("Worker", Function::rust("lambdas", "worker"));
        app.stack(*stage, stack);
    }
    app
}

#[test]
fn a_raw_resource_is_known_by_its_type() {
    let of_queue = |rest: fn(&mut Stack)| {
        let mut app = App::new("chat");
        let mut stack = Stack::new("chat-dev");
        stack.add("Jobs", RawResource::new("AWS::SQS::Queue", Tree::map()));
        rest(&mut stack);
        app.stack("dev", stack);
        app.tag("team", "chat");
        app.synth()
    };
    let stacks = of_queue(|_| {}).unwrap();
    let tags = Tree::from([Tree::from_iter([("Key", "team"), ("Value", "chat")])]);
    let jobs = stacks[0].1.resource("Jobs").unwrap();
    assert_eq!(jobs.at(&["Properties", "Tags"]), Some(&tags));

    let unknown = of_queue(|stack| {
        let arn = Tree::single("Fn::GetAtt", ["Jobs", "Anr"]);
        stack.add(
            "Policy",
            RawResource::new("AWS::SQS::QueuePolicy", Tree::single("Queues", arn)),
        );
    });
    let Err(AppError::Findings(findings)) = unknown else {
        panic!("queues have no such attribute")
    };
    assert_eq!(findings[0].1.0[0].code, "GW010");
}

#[test]
fn the_assembly_is_a_manifest_and_a_template_per_stack() {
    let folder = Folder::new("assembly");
    let manifest = app(&["dev", "prod"]).write(&folder.0).unwrap();
    assert_eq!(
        folder.names(),
        [
            "chat-dev.template.json",
            "chat-prod.template.json",
            "manifest.json"
        ]
    );
    let read: Manifest =
        serde_json::from_str(&fs::read_to_string(folder.0.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(read, manifest);
    let stack = &read.stacks[1];
    assert_eq!((stack.name.as_str(), stack.stage.as_str()), ("chat-prod", "prod"));
    assert_eq!(stack.assets[0].key_parameter, "WorkerCodeKey");
    assert!(stack.origins["Worker"].file.ends_with("tests.rs"));
    let template = fs::read_to_string(folder.0.join(&stack.template)).unwrap();
    assert!(template.contains("AWS::Lambda::Function") && template.ends_with("}\n"));
}

#[test]
fn a_stack_that_is_no_more_leaves_nothing() {
    let folder = Folder::new("stale");
    app(&["dev", "prod"]).write(&folder.0).unwrap();
    fs::write(folder.0.join("notes.txt"), "mine").unwrap();
    app(&["dev"]).write(&folder.0).unwrap();
    assert_eq!(
        folder.names(),
        ["chat-dev.template.json", "manifest.json", "notes.txt"]
    );
}

#[test]
fn the_same_program_leaves_its_files_alone() {
    let folder = Folder::new("same");
    app(&["dev"]).write(&folder.0).unwrap();
    let manifest = folder.0.join("manifest.json");
    let mut permissions = fs::metadata(&manifest).unwrap().permissions();
    let before = fs::metadata(&manifest).unwrap().modified().unwrap();
    permissions.set_readonly(true);
    fs::set_permissions(&manifest, permissions).unwrap();
    app(&["dev"]).write(&folder.0).unwrap();
    assert!(
        fs::metadata(&manifest).unwrap().permissions().readonly(),
        "a new file would be writable"
    );
    assert_eq!(fs::metadata(&manifest).unwrap().modified().unwrap(), before);
}

#[test]
fn findings_of_all_stacks_come_at_once_and_nothing_is_written() {
    let folder = Folder::new("findings");
    let mut app = App::new("chat");
    for stage in ["dev", "prod"] {
        let mut stack = Stack::new(format!("chat-{stage}"));
        stack.add("Jobs", Queue::new());
        stack.add("Jobs", Queue::new());
        app.stack(stage, stack);
    }
    let error = app.write(&folder.0).unwrap_err();
    let AppError::Findings(findings) = &error else {
        panic!("{error}");
    };
    assert_eq!(findings.len(), 2);
    let text = error.to_string();
    assert!(
        text.starts_with("the stack chat-dev does not synthesize:\nerror[GW002]"),
        "{text}"
    );
    assert!(
        text.contains("\n\nthe stack chat-prod does not synthesize:\n"),
        "{text}"
    );
    assert!(!folder.0.exists());
}

#[test]
fn two_stacks_need_two_names() {
    let error = app(&["dev", "dev"]).synth().unwrap_err();
    assert!(matches!(error, AppError::SameName(name) if name == "chat-dev"));
}

#[test]
fn what_cannot_be_written_is_named() {
    let folder = Folder::new("blocked");
    fs::write(&folder.0, "a file, not a folder").unwrap();
    let error = app(&["dev"]).write(&folder.0).unwrap_err().to_string();
    let _ = fs::remove_file(&folder.0);
    assert!(
        error.contains("cannot write") && error.contains("gatewright-"),
        "{error}"
    );
}

#[test]
fn a_stage_and_tags_stand_in_the_manifest_and_on_resources() {
    let folder = Folder::new("stage");
    let prod = AppStage::new("prod")
        .account("111122223333")
        .region("eu-central-1")
        .durability(crate::Durability::Protected);
    let mut app = App::new("chat");
    let mut stack = prod.stack("chat");
    stack.tag("team", "chat");
    stack.add("Jobs", Queue::new());
    app.stack(&prod, stack);
    app.tag("team", "everybody");
    app.tag("app", "chat");
    let manifest = app.write(&folder.0).unwrap();
    let stack = &manifest.stacks[0];
    assert_eq!((stack.name.as_str(), stack.stage.as_str()), ("chat-prod", "prod"));
    assert_eq!(stack.account.as_deref(), Some("111122223333"));
    assert_eq!(stack.region.as_deref(), Some("eu-central-1"));
    assert!(stack.termination_protection);
    let tags: Vec<_> = stack
        .tags
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    assert_eq!(tags, [("team", "chat"), ("app", "chat")]);
    let template = fs::read_to_string(folder.0.join(&stack.template)).unwrap();
    assert!(!template.contains("everybody"));
    assert_eq!(template.matches(r#""Key": "app""#).count(), 2);
}

#[test]
fn a_tag_of_the_app_that_is_none_names_the_line() {
    let mut app = app(&["dev"]);
    let line = line!() + 1;
    app.tag("aws:team", "chat");
    let text = app.synth().unwrap_err().to_string();
    assert!(text.contains(&format!("tests.rs:{line}")), "{text}");
}

#[test]
fn an_attribute_that_a_type_does_not_have_is_found() {
    let mut stack = Stack::new("chat-dev");
    let jobs = stack.add("Jobs", aws::sqs::Queue::new());
    let wrong = cfn::Attribute::<aws::sqs::Queue, String>::new("Url");
    stack.output("Url", cfn::Output::from(jobs.get(wrong)));
    assert_eq!(crate::testing::codes(stack), ["GW010"]);
}

//! An account to deploy to, an assembly to deploy, and the program before them.

use std::{fs, path::PathBuf, process::Command};

use double::{Double, Served};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{gatewright, project::Run};

/// The stack of the assembly.
pub(crate) const STACK: &str = "chat-dev";

/// The services of AWS over a loopback port, and an assembly with one stack.
pub(crate) struct Account {
    pub(crate) double: Double,
    served: Served,
    folder: TempDir,
}

impl Account {
    /// An empty account, and the stack [`Self::template`].
    pub(crate) fn new() -> Self {
        let double = Double::new();
        // Operations end with the next question: time is the double's to give.
        double.pace(1_000);
        let account = Self {
            served: double.serve().unwrap(),
            double,
            folder: tempfile::tempdir().unwrap(),
        };
        account.write(Self::template());
        account
    }

    /// The same with the stack deployed, and in a state.
    pub(crate) fn with_stack_in(status: &str) -> Self {
        let account = Self::new();
        let template = Self::template().to_string();
        account.double.stack(STACK, status, &template);
        account
    }

    /// A topic, and a queue that names it, and what the stack tells.
    pub(crate) fn template() -> Value {
        json!({
            "AWSTemplateFormatVersion": "2010-09-09",
            "Resources": {
                "News": { "Type": "AWS::SNS::Topic", "Properties": { "DisplayName": "news" } },
                "Inbox": {
                    "Type": "AWS::SQS::Queue",
                    "Properties": { "VisibilityTimeout": 30, "Tags": [{ "Key": "of", "Value": { "Ref": "News" } }] },
                },
                "Late": { "Type": "AWS::SQS::Queue", "DependsOn": ["Inbox"] },
            },
            "Outputs": { "Inbox": { "Value": { "Fn::GetAtt": ["Inbox", "QueueName"] } } },
        })
    }

    /// The template with another title of the topic.
    pub(crate) fn changed() -> Value {
        let mut template = Self::template();
        template["Resources"]["News"]["Properties"]["DisplayName"] = json!("other news");
        template
    }

    /// Writes the assembly anew: one stack with this template, declared in `stacks/chat.rs`.
    pub(crate) fn write(&self, template: Value) {
        let names: Vec<&String> = template["Resources"].as_object().unwrap().keys().collect();
        let origins = names.iter().enumerate().map(|(at, name)| {
            let origin = json!({ "file": "stacks/chat.rs", "line": at + 11 });
            ((*name).clone(), origin)
        });
        let origins: serde_json::Map<String, Value> = origins.collect();
        let manifest = json!({
            "version": 1,
            "app": "chat",
            "stacks": [{
                "name": STACK,
                "stage": "dev",
                "template": "chat-dev.template.json",
                "assets": [],
                "origins": origins,
            }],
        });
        self.put("manifest.json", &manifest.to_string());
        self.put("chat-dev.template.json", &template.to_string());
    }

    /// Writes a file of the assembly.
    pub(crate) fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// A path in the assembly's folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program before the account, with credentials and a region, and without what this machine has of its own.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = gatewright();
        command
            .current_dir(self.folder.path())
            .args(["--app", "./"])
            .args(arguments);
        self.before(command)
    }

    /// Any command, before this account.
    pub(crate) fn before(&self, mut command: Command) -> Command {
        command
            .env("AWS_ENDPOINT_URL", self.served.url())
            .env("AWS_ACCESS_KEY_ID", "AKIDOUBLE")
            .env("AWS_SECRET_ACCESS_KEY", "secret")
            .env("AWS_REGION", "eu-west-1")
            .env("AWS_CONFIG_FILE", "/dev/null")
            .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
            .env("AWS_EC2_METADATA_DISABLED", "true");
        command
    }

    /// Runs it to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// Deploys without questions.
    pub(crate) fn deploy(&self) -> Run {
        self.run(&["deploy", "--yes"])
    }
}

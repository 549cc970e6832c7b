//! The AWS SDK before the double: what the service says is what the SDK reads.

use std::error::Error;

use aws_sdk_cloudformation::{
    Client, Config,
    config::{Credentials, Region},
    error::ProvideErrorMetadata,
    types::{Capability, ChangeSetStatus, ChangeSetType, ExecutionStatus, Parameter, StackStatus},
};
use aws_sdk_s3 as s3;
use double::Double;

mod life;
mod refused;

type Tested = Result<(), Box<dyn Error>>;

const ROLE: &str =
    r#"{ "Resources": { "Role": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": "r" } } } }"#;

fn template(value: &str) -> String {
    format!(
        r#"{{
            "Parameters": {{ "Name": {{ "Type": "String", "Default": "n" }} }},
            "Resources": {{
                "Topic": {{ "Type": "AWS::SNS::Topic", "Properties": {{ "DisplayName": "{value}" }} }},
                "Queue": {{ "Type": "AWS::SQS::Queue", "Properties": {{ "QueueName": {{ "Ref": "Name" }} }} }},
                "Alarm": {{ "Type": "AWS::CloudWatch::Alarm", "Properties": {{ "Of": {{ "Ref": "Queue" }} }} }}
            }},
            "Outputs": {{ "Url": {{ "Value": {{ "Fn::Sub": "https://${{Queue}}" }}, "Export": {{ "Name": "url" }} }} }}
        }}"#
    )
}

fn credentials() -> Credentials {
    Credentials::new("AKIDOUBLE", "secret", None, None, "test")
}

fn client(double: &Double) -> Client {
    let config = Config::builder()
        .http_client(double.clone())
        .region(Region::new("eu-west-1"))
        .credentials_provider(credentials());
    Client::from_conf(config.build())
}

async fn change(client: &Client, kind: ChangeSetType, template: &str) -> Tested {
    client
        .create_change_set()
        .stack_name("chat")
        .change_set_name("one")
        .change_set_type(kind)
        .template_body(template)
        .send()
        .await?;
    let described = || {
        client
            .describe_change_set()
            .stack_name("chat")
            .change_set_name("one")
            .send()
    };
    assert_eq!(described().await?.status, Some(ChangeSetStatus::CreateInProgress));
    described().await?;
    Ok(())
}

async fn execute(client: &Client) -> Tested {
    client
        .execute_change_set()
        .stack_name("chat")
        .change_set_name("one")
        .send()
        .await?;
    Ok(())
}

/// Asks until nothing is under way, and yields what the stack says in the end.
async fn settled(client: &Client) -> Result<aws_sdk_cloudformation::types::Stack, Box<dyn Error>> {
    loop {
        let said = client.describe_stacks().stack_name("chat").send().await?;
        let stack = said
            .stacks
            .and_then(|stacks| stacks.into_iter().next())
            .ok_or("no stack")?;
        let status = stack.stack_status.as_ref().ok_or("no status")?;
        if !status.as_str().ends_with("_IN_PROGRESS") {
            return Ok(stack);
        }
    }
}

async fn reasons(client: &Client) -> Result<Vec<String>, Box<dyn Error>> {
    let mut pages = client
        .describe_stack_events()
        .stack_name("chat")
        .into_paginator()
        .items()
        .send();
    let mut reasons = Vec::new();
    while let Some(event) = pages.next().await {
        let event = event?;
        let id = event.logical_resource_id().unwrap_or_default().to_owned();
        let status = event.resource_status().map(|status| status.as_str().to_owned());
        let said = event.resource_status_reason().unwrap_or_default();
        reasons.push(format!("{id} {} {said}", status.unwrap_or_default()));
    }
    reasons.reverse();
    Ok(reasons)
}

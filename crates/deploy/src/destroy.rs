//! The end of a stack: what goes with it, what stays, and what stands in the way.

use aws_sdk_cloudformation::types::ResourceStatus;
use cfn::{Template, Tree};

use crate::{
    change_set::Fate,
    client::Clients,
    error::{self, Error, Kind},
    stack::{Resource, Stack},
};

impl Fate {
    /// What a template decides for one of its resources when the stack goes; one that it does not have is deleted.
    ///
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html>
    pub fn at_the_end(template: &Template, logical_id: &str) -> Self {
        let Some(body) = template.resource(logical_id) else {
            return Self::Deleted;
        };
        match body.get("DeletionPolicy").and_then(Tree::as_str) {
            Some("Retain" | "RetainExceptOnCreate") => Self::Retained,
            Some("Snapshot") => Self::Snapshot,
            // The one default that is no deletion.
            None if keeps_a_snapshot(body) => Self::Snapshot,
            _ => Self::Deleted,
        }
    }
}

fn keeps_a_snapshot(body: &Tree) -> bool {
    match body.get("Type").and_then(Tree::as_str) {
        Some("AWS::RDS::DBCluster") => true,
        Some("AWS::RDS::DBInstance") => body.at(&["Properties", "DBClusterIdentifier"]).is_none(),
        _ => false,
    }
}

/// An export that keeps a stack from going.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The name of the export.
    pub export: String,
    /// The stacks that import it.
    pub by: Vec<String>,
}

const DELETE: &str = "cloudformation:DeleteStack";
const IMPORTS: &str = "cloudformation:ListImports";

impl Clients {
    /// The exports of a stack that other stacks import: while they do, CloudFormation does not delete it.
    pub async fn held_exports(&self, stack: &Stack) -> Result<Vec<Held>, Error> {
        let mut held = Vec::new();
        for export in &stack.exports {
            let by = self.importers(export).await?;
            if !by.is_empty() {
                let export = export.clone();
                held.push(Held { export, by });
            }
        }
        Ok(held)
    }

    async fn importers(&self, export: &str) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        let mut pages = self
            .cloudformation
            .list_imports()
            .export_name(export)
            .into_paginator()
            .send();
        while let Some(page) = pages.next().await {
            match page.map_err(error::of(IMPORTS)) {
                Ok(page) => found.extend(page.imports.unwrap_or_default()),
                Err(error) if nobody_imports(&error) => break,
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }

    /// Has CloudFormation delete a stack; its events tell how that goes.
    ///
    /// What is named in `retain` stays in the account. CloudFormation takes that only for a stack whose deletion has
    /// failed, and only for resources that made it fail.
    pub async fn delete(&self, stack: &Stack, retain: &[String]) -> Result<(), Error> {
        let retain = (!retain.is_empty()).then(|| retain.to_vec());
        let call = self
            .cloudformation
            .delete_stack()
            .stack_name(&stack.id)
            .set_retain_resources(retain);
        call.send().await.map(drop).map_err(error::of(DELETE))
    }

    /// Why a deletion stopped: the resources that did not go, with what the service says of each.
    pub async fn undeleted(&self, stack: &Stack) -> Result<Vec<Resource>, Error> {
        let mut left = self.resources(&stack.id).await?;
        left.retain(|one| one.status == ResourceStatus::DeleteFailed);
        Ok(left)
    }
}

/// That nobody imports an export is an error of the service, and its words are all that tells it from others.
fn nobody_imports(error: &Error) -> bool {
    let said = error.said().unwrap_or_default();
    matches!(error.kind(), Kind::Refused | Kind::Missing) && said.contains("is not imported by any stack")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers;

    #[test]
    fn the_template_decides_what_stays() {
        use Fate::{Deleted, Retained, Snapshot};
        let json = r#"{"Resources": {
            "Rooms": {"Type": "AWS::DynamoDB::Table", "DeletionPolicy": "Retain"},
            "Files": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "RetainExceptOnCreate"},
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Topic": {"Type": "AWS::SNS::Topic", "DeletionPolicy": "Delete"},
            "Cluster": {"Type": "AWS::RDS::DBCluster"},
            "Member": {"Type": "AWS::RDS::DBInstance", "Properties": {"DBClusterIdentifier": {"Ref": "Cluster"}}},
            "Disk": {"Type": "AWS::EC2::Volume", "DeletionPolicy": "Snapshot"}
        }}"#;
        let template = Template::from_json("demo", json).unwrap();
        let fates = [
            "Rooms", "Files", "Queue", "Topic", "Cluster", "Member", "Disk", "Gone",
        ]
        .map(|id| Fate::at_the_end(&template, id));
        let expected = [
            Retained, Retained, Deleted, Deleted, Snapshot, Deleted, Snapshot, Deleted,
        ];
        assert_eq!(fates, expected);
    }

    /// What `ListImports` says of two exports; one of them nobody imports, which the service tells as an error:
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html>
    #[tokio::test]
    async fn an_export_that_others_import_is_told_with_them() {
        let clients = answers::clients(|asked| {
            if asked.body.contains("ExportName=used") {
                let member = "<member>board-dev</member>";
                let result = format!("<ListImportsResult><Imports>{member}</Imports></ListImportsResult>");
                return (
                    200,
                    format!("<ListImportsResponse>{result}</ListImportsResponse>"),
                );
            }
            let message = "Export 'free' is not imported by any stack.";
            let error = format!("<Error><Code>ValidationError</Code><Message>{message}</Message></Error>");
            (400, format!("<ErrorResponse>{error}</ErrorResponse>"))
        });
        let stack = Stack {
            exports: ["free", "used"].map(str::to_owned).to_vec(),
            ..answers::stack("CREATE_COMPLETE")
        };
        let held = clients.held_exports(&stack).await.unwrap();
        let (export, by) = ("used".to_owned(), vec!["board-dev".to_owned()]);
        assert_eq!(held, [Held { export, by }]);
    }

    #[tokio::test]
    async fn what_did_not_go_is_told_with_its_reason() {
        let row = |id: &str, status: &str| {
            format!(
                "<member><LogicalResourceId>{id}</LogicalResourceId><ResourceStatus>{status}</ResourceStatus>\
                 <ResourceStatusReason>The bucket you tried to delete is not empty</ResourceStatusReason></member>"
            )
        };
        let rows = [
            row("Files", "DELETE_FAILED"),
            row("Queue", "DELETE_COMPLETE"),
            row("Role", "CREATE_COMPLETE"),
        ];
        let clients = answers::clients(move |_| {
            let rows = rows.concat();
            let list = format!("<StackResourceSummaries>{rows}</StackResourceSummaries>");
            let result = format!("<ListStackResourcesResult>{list}</ListStackResourcesResult>");
            (
                200,
                format!("<ListStackResourcesResponse>{result}</ListStackResourcesResponse>"),
            )
        });
        let left = clients.undeleted(&answers::stack("DELETE_FAILED")).await.unwrap();
        let [files] = &left[..] else { panic!("{left:?}") };
        assert_eq!(files.logical_id, "Files");
        assert!(files.reason.as_deref().unwrap().contains("not empty"));
    }
}

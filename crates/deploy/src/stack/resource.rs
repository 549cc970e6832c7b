//! What a stack is made of, as it stands in the account.

use aws_sdk_cloudformation::types::{ResourceStatus, StackResourceDriftStatus, StackResourceSummary};

use crate::{
    client::Clients,
    error::{self, Error},
};

/// A resource of a stack.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Its name in the template.
    pub logical_id: String,
    /// Its name in the account; none while it is being made.
    pub physical_id: Option<String>,
    /// Its type, such as `AWS::Lambda::Function`.
    pub kind: String,
    /// The state that CloudFormation tells.
    pub status: ResourceStatus,
    /// Why it is in that state, where that is said.
    pub reason: Option<String>,
    /// What the last drift detection found of it.
    pub drift: Option<StackResourceDriftStatus>,
}

impl From<StackResourceSummary> for Resource {
    fn from(one: StackResourceSummary) -> Self {
        Self {
            logical_id: one.logical_resource_id.unwrap_or_default(),
            physical_id: one.physical_resource_id,
            kind: one.resource_type.unwrap_or_default(),
            status: one
                .resource_status
                .unwrap_or_else(|| ResourceStatus::from("UNKNOWN")),
            reason: one.resource_status_reason,
            drift: one
                .drift_information
                .and_then(|drift| drift.stack_resource_drift_status),
        }
    }
}

impl Clients {
    /// The resources of a stack, those that are gone left out.
    pub async fn resources(&self, stack: &str) -> Result<Vec<Resource>, Error> {
        let mut pages = self
            .cloudformation
            .list_stack_resources()
            .stack_name(stack)
            .into_paginator()
            .send();
        let mut resources = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(error::of("cloudformation:ListStackResources"))?;
            let found = page.stack_resource_summaries.unwrap_or_default();
            resources.extend(found.into_iter().map(Resource::from));
        }
        resources.retain(|one| one.status != ResourceStatus::DeleteComplete);
        Ok(resources)
    }
}

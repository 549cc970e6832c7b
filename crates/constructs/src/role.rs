//! Roles of AWS services.

use aws::iam::{Policy, PolicyDocument, Principal, Role, Statement};

use crate::{Grant, grant::policy_document};

/// A role that `service` may take, and nobody else.
pub(crate) fn service_role(service: &str) -> Role {
    let trust = Statement::allow(["sts:AssumeRole"]).principal(Principal::service(service));
    Role::new(PolicyDocument::new([trust]))
}

/// A role that `service` may take, and that may do this.
pub(crate) fn granted_role(service: &str, grants: &[Grant]) -> Role {
    service_role(service).policies([Policy::new("Grants", policy_document(grants))])
}

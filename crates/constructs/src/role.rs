//! Roles of AWS services.

use aws::iam::{PolicyDocument, Principal, Role, Statement};

/// A role that `service` may take, and nobody else.
pub(crate) fn service_role(service: &str) -> Role {
    let trust = Statement::allow(["sts:AssumeRole"]).principal(Principal::service(service));
    Role::new(PolicyDocument::new([trust]))
}

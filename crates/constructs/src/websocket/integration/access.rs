//! The role by which the gateway calls a service.

use aws::iam::Role;
use cfn::{Arn, Scope, Value};

use crate::{Grant, role::granted_role};

/// Who the gateway is when it calls a service.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Access {
    /// A role of the integration's own, that may do this.
    Grant(Grant),
    /// A role that stands already.
    Role(Value<Arn<Role>>),
}

impl Access {
    /// The role; one of the integration's own is added to the stack.
    pub(super) fn role(&self, scope: &mut Scope<'_>, integration: &str) -> Value<Arn<Role>> {
        match self {
            Self::Grant(grant) => {
                let role = granted_role("apigateway.amazonaws.com", std::slice::from_ref(grant));
                scope.add(&format!("{integration}Role"), role).arn()
            }
            Self::Role(arn) => arn.clone(),
        }
    }
}

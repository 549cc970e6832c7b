//! What goes wrong on demand, before a service looks at a call.

use std::collections::{BTreeMap, BTreeSet};

use crate::{answer::Refusal, request::Call};

/// What a test wants to go wrong.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// Actions that the caller may not do.
    pub(crate) denied: BTreeSet<String>,
    /// Actions that are throttled so many times more.
    pub(crate) throttled: BTreeMap<String, usize>,
    /// Actions during which the service itself fails so many times more.
    pub(crate) broken: BTreeMap<String, usize>,
    /// Whether the caller's session is over.
    pub(crate) expired: bool,
    /// The regions that the account has; none: all.
    pub(crate) regions: BTreeSet<String>,
    /// Resources that cannot be made or changed, and why.
    pub(crate) resources: BTreeMap<String, String>,
    /// Nested stacks in which a resource cannot be made: the resource, and why.
    pub(crate) nested: BTreeMap<String, (String, String)>,
    /// Resources that cannot be brought back, and why.
    pub(crate) rollbacks: BTreeMap<String, String>,
    /// Resources that cannot be deleted, and why.
    pub(crate) deletions: BTreeMap<String, String>,
    /// Stacks whose operations stand still.
    pub(crate) held: BTreeSet<String>,
    /// Resources whose drift cannot be read.
    pub(crate) unreadable: BTreeSet<String>,
}

impl Faults {
    /// The refusal that this call meets, if any.
    ///
    /// The codes and their states:
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html>.
    pub(crate) fn meet(&mut self, call: &Call, caller: &str) -> Result<(), Refusal> {
        let name = call.name();
        if call.key.is_none() {
            let said = "Request is missing Authentication Token";
            return Err(Refusal::new(403, "MissingAuthenticationToken", said));
        }
        if self.expired {
            let said = "The security token included in the request is expired";
            return Err(Refusal::new(403, "ExpiredToken", said));
        }
        // A region that is not enabled does not know the account's keys:
        // <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html>
        if !self.regions.is_empty() && !self.regions.contains(&call.region) {
            let said = "The security token included in the request is invalid.";
            return Err(Refusal::new(403, "InvalidClientTokenId", said));
        }
        if self.denied.contains(&name) {
            // <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
            let said = format!(
                "User: {caller} is not authorized to perform: {name} on resource: * because no identity-based policy \
                 allows the {name} action"
            );
            return Err(Refusal::new(403, "AccessDenied", said));
        }
        if take(&mut self.throttled, &name) {
            return Err(match call.service.as_str() {
                "s3" => Refusal::new(503, "SlowDown", "Please reduce your request rate."),
                _ => Refusal::new(400, "Throttling", "Rate exceeded"),
            });
        }
        if take(&mut self.broken, &name) {
            return Err(Refusal::new(
                500,
                "InternalFailure",
                "An internal error has occurred",
            ));
        }
        Ok(())
    }
}

fn take(counts: &mut BTreeMap<String, usize>, name: &str) -> bool {
    match counts.get_mut(name) {
        Some(left @ 1..) => {
            *left -= 1;
            true
        }
        _ => false,
    }
}

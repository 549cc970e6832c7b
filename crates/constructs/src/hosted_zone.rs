//! Hosted zones of Route 53.

use cfn::Value;

/// A hosted zone that stands already: whoever owns a domain made it before any stack.
///
/// ```
/// use constructs::HostedZone;
/// let zone = HostedZone::imported("Z0123456789ABCDEFGHIJ");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct HostedZone {
    id: Value<String>,
}

impl HostedZone {
    /// The zone with this id, which Route 53 shows beside its name; a parameter will do, too.
    pub fn imported(id: impl Into<Value<String>>) -> Self {
        Self { id: id.into() }
    }

    /// The id.
    pub fn id(&self) -> &Value<String> {
        &self.id
    }
}

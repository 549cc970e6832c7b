//! A function, and what may call it.

use std::collections::HashMap;

use super::{Index, Link};
use crate::Resource;

/// A function of the template.
#[derive(Debug)]
pub struct Function<'m> {
    /// The function itself.
    pub resource: &'m Resource<'m>,
    /// The role that it runs with.
    pub role: Link<'m>,
    /// The permissions that name it, on a version or an alias, too.
    pub permissions: Vec<&'m Resource<'m>>,
    /// The event source mappings that call it.
    pub event_sources: Vec<&'m Resource<'m>>,
}

pub(super) fn functions<'m>(index: &Index<'m>) -> Vec<Function<'m>> {
    let mut permissions = callers(index, "AWS::Lambda::Permission");
    let mut event_sources = callers(index, "AWS::Lambda::EventSourceMapping");
    let functions = index.of_type("AWS::Lambda::Function").iter();
    functions
        .map(|&resource| Function {
            resource,
            role: index.link("AWS::IAM::Role", resource.text("Role")),
            permissions: permissions.remove(resource.id).unwrap_or_default(),
            event_sources: event_sources.remove(resource.id).unwrap_or_default(),
        })
        .collect()
}

/// The resources of a type by the function that they name.
fn callers<'m>(index: &Index<'m>, kind: &str) -> HashMap<&'m str, Vec<&'m Resource<'m>>> {
    let mut callers = HashMap::<_, Vec<_>>::new();
    for &resource in index.of_type(kind) {
        if let Link::To(function) = index.invoked(resource.text("FunctionName")) {
            callers.entry(function.id).or_default().push(resource);
        }
    }
    callers
}

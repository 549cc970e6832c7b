//! What a deployment freezes, and the id that says so.

use aws::apigatewayv2::Deployment;
use cfn::{Handle, IntoEntry, LogicalId, Map, Resource, Scope, Tree};

use super::ApiRef;
use crate::text;

/// A deployment to come: everything that it freezes, and everything that it comes after.
#[derive(Debug, Default)]
pub(crate) struct Freezer {
    frozen: Vec<(LogicalId, Map)>,
    after: Vec<LogicalId>,
}

impl Freezer {
    /// Adds a resource to the stack and freezes it.
    pub(crate) fn add<R: Resource + Clone>(
        &mut self,
        scope: &mut Scope<'_>,
        id: &str,
        resource: R,
    ) -> Handle<R> {
        self.add_after(scope, id, resource, [])
    }

    /// Adds a resource that has to come after others, and freezes it.
    pub(crate) fn add_after<R: Resource + Clone>(
        &mut self,
        scope: &mut Scope<'_>,
        id: &str,
        resource: R,
        others: impl IntoIterator<Item = LogicalId>,
    ) -> Handle<R> {
        let properties = resource.clone().into_properties();
        let handle = scope.add(id, resource.depends_on_ids(others));
        self.freeze(&handle, properties);
        handle
    }

    /// Freezes a resource that is in the stack already.
    pub(crate) fn freeze<R>(&mut self, handle: &Handle<R>, mut properties: Map) {
        properties.sort_keys();
        self.frozen.push((handle.logical_id().clone(), properties));
        self.follow(handle);
    }

    /// Deploys after this resource; it is not frozen, but without it what is deployed would not work yet.
    pub(crate) fn follow<R>(&mut self, handle: &Handle<R>) {
        self.after.push(handle.logical_id().clone());
    }

    /// Adds the deployment.
    pub(crate) fn deploy(self, scope: &mut Scope<'_>, api: &ApiRef, id: &str) -> Handle<Deployment> {
        scope.freeze(self.frozen.iter().map(|(id, _)| id.clone()));
        let id = format!("{id}{}", hash(api, self.frozen));
        scope.add(&id, Deployment::new(api.handle()).depends_on_ids(self.after))
    }
}

/// Ten hexadecimal digits of what is frozen, the order in which it was declared aside: only a change that clients can
/// notice makes a new deployment.
fn hash(api: &ApiRef, mut frozen: Vec<(LogicalId, Map)>) -> String {
    frozen.sort_by(|(one, _), (other, _)| one.cmp(other));
    let of_api = api
        .frozen()
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()));
    let of_parts = frozen
        .into_iter()
        .map(|(id, properties)| (id.to_string(), Tree::from(properties)));
    let parts: Tree = of_api.chain(of_parts).collect();
    text::digest(&parts)
}

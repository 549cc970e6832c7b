//! What a test says: what stands in the account, and what goes wrong.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use http::{Request, Response};

use crate::{
    account,
    answer::{self, Refusal, Said},
    cloudformation::{self, Drift, Stack},
    lambda, logs,
    request::Call,
    s3,
    world::{ACCOUNT, CALLER, World},
};

/// The services of one account. Clones are the same account.
///
/// ```
/// let double = double::Double::new();
/// double.deny("cloudformation:ExecuteChangeSet");
/// assert_eq!(double.status("chat"), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Double {
    world: Arc<Mutex<World>>,
    others: Arc<Mutex<BTreeMap<String, Act>>>,
}

/// What somebody else does.
struct Act(Box<dyn FnOnce(&Double) + Send>);

impl fmt::Debug for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Act")
    }
}

impl Double {
    /// An account without stacks and buckets, in which everything works.
    pub fn new() -> Self {
        Self::default()
    }

    /// The twelve digits of the account.
    pub fn account() -> &'static str {
        ACCOUNT
    }

    fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    /// Lets somebody else act just before the next call of an action, such as `cloudformation:ExecuteChangeSet`.
    pub fn before(&self, action: &str, act: impl FnOnce(&Self) + Send + 'static) {
        lock(&self.others).insert(action.to_owned(), Act(Box::new(act)));
    }

    /// Answers one call of any service.
    pub fn answer(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        let call = Call::read(request);
        let other = lock(&self.others).remove(&call.name());
        if let Some(Act(act)) = other {
            act(self);
        }
        let mut world = self.world();
        world.calls.push(call.clone());
        let said = said(&mut world, &call);
        answer::write(&call, said)
    }

    /// All calls so far, in order.
    pub fn calls(&self) -> Vec<Call> {
        self.world().calls.clone()
    }

    /// How often an action was asked for, such as `cloudformation:ExecuteChangeSet`.
    pub fn asked(&self, action: &str) -> usize {
        self.world()
            .calls
            .iter()
            .filter(|call| call.name() == action)
            .count()
    }

    /// How many steps of an operation each question about it takes; one unless told.
    pub fn pace(&self, steps: usize) {
        self.world().pace = steps;
    }

    /// How many entries a page has; 100 unless told.
    pub fn page(&self, entries: usize) {
        self.world().page = entries;
    }

    /// Takes an action from the caller, such as `s3:PutObject`.
    pub fn deny(&self, action: &str) {
        self.world().faults.denied.insert(action.to_owned());
    }

    /// Throttles an action so many times.
    pub fn throttle(&self, action: &str, times: usize) {
        self.world().faults.throttled.insert(action.to_owned(), times);
    }

    /// Lets the service fail so many times at an action.
    pub fn break_down(&self, action: &str, times: usize) {
        self.world().faults.broken.insert(action.to_owned(), times);
    }

    /// Ends the caller's session, or begins a new one.
    pub fn expire(&self, expired: bool) {
        self.world().faults.expired = expired;
    }

    /// Enables a region; from the first one on, others do not know the account's keys.
    pub fn region(&self, region: &str) {
        self.world().faults.regions.insert(region.to_owned());
    }

    /// Makes it impossible to create or change a resource.
    pub fn fail(&self, resource: &str, reason: &str) {
        let (resource, reason) = (resource.to_owned(), reason.to_owned());
        self.world().faults.resources.insert(resource, reason);
    }

    /// Makes it impossible to create a resource of a nested stack; `nested` is the resource that the stack is.
    pub fn fail_within(&self, nested: &str, resource: &str, reason: &str) {
        let fault = (resource.to_owned(), reason.to_owned());
        self.world().faults.nested.insert(nested.to_owned(), fault);
    }

    /// Makes it impossible to bring a resource back when an update failed.
    pub fn fail_rollback(&self, resource: &str, reason: &str) {
        let (resource, reason) = (resource.to_owned(), reason.to_owned());
        self.world().faults.rollbacks.insert(resource, reason);
    }

    /// Makes it impossible to delete a resource.
    pub fn fail_deletion(&self, resource: &str, reason: &str) {
        let (resource, reason) = (resource.to_owned(), reason.to_owned());
        self.world().faults.deletions.insert(resource, reason);
    }

    /// Ends all that goes wrong, and lets all operations go on.
    pub fn mend(&self) {
        self.world().faults = crate::fault::Faults::default();
    }

    /// Lets the operations of a stack stand still after their first event.
    pub fn hold(&self, stack: &str) {
        self.world().faults.held.insert(stack.to_owned());
    }

    /// Lets the operations of a stack go on.
    pub fn release(&self, stack: &str) {
        self.world().faults.held.remove(stack);
    }

    /// Puts a stack there, in a state, with all resources of a template and an earlier event for each.
    pub fn stack(&self, name: &str, status: &str, template: &str) {
        let mut world = self.world();
        let stack = Stack::seeded(&mut world, name, status, template);
        world.stacks.push(stack);
    }

    /// The state of a stack as it is now; none where there is none.
    pub fn status(&self, stack: &str) -> Option<String> {
        let world = self.world();
        world.find(stack).map(|stack| stack.status.clone())
    }

    /// Puts a stack into a state.
    pub fn set_status(&self, stack: &str, status: &str) {
        if let Some(stack) = self.world().find_mut(stack) {
            status.clone_into(&mut stack.status);
        }
    }

    /// Switches a stack's termination protection.
    pub fn protect(&self, stack: &str, protected: bool) {
        if let Some(stack) = self.world().find_mut(stack) {
            stack.protection = protected;
        }
    }

    /// Somebody else deletes a stack, at once.
    pub fn delete_outside(&self, stack: &str) {
        // Without a stack, there is nothing left to do.
        let _ = self.world().with(stack, |world, stack| {
            stack.gone(world);
            Ok(())
        });
    }

    /// Somebody else updates a stack, at once: change sets that wait for it are obsolete.
    pub fn update_outside(&self, stack: &str) {
        if let Some(stack) = self.world().find_mut(stack) {
            stack.make_change_sets_obsolete();
        }
    }

    /// Somebody else changes a property of a resource; `expected` and `actual` are JSON.
    pub fn drift(&self, stack: &str, resource: &str, path: &str, expected: &str, actual: &str) {
        if let Some(stack) = self.world().find_mut(stack) {
            let drift = Drift::modified(path, expected, actual);
            stack.drift.entry(resource.to_owned()).or_default().push(drift);
        }
    }

    /// Somebody else deletes a resource of a stack.
    pub fn drift_deleted(&self, stack: &str, resource: &str) {
        if let Some(stack) = self.world().find_mut(stack) {
            stack.drift.entry(resource.to_owned()).or_default().clear();
        }
    }

    /// Makes it impossible to read a resource when drift is looked for.
    pub fn fail_drift(&self, resource: &str) {
        self.world().faults.unreadable.insert(resource.to_owned());
    }

    /// Puts a bucket there.
    pub fn bucket(&self, name: &str) {
        self.world().buckets.entry(name.to_owned()).or_default();
    }

    /// The keys in a bucket.
    pub fn objects(&self, bucket: &str) -> Vec<String> {
        let world = self.world();
        let objects = world.buckets.get(bucket).map(|objects| objects.keys().cloned());
        objects.map(Iterator::collect).unwrap_or_default()
    }

    /// Says which role API Gateway writes logs as, or that there is none.
    pub fn logging_role(&self, role: Option<&str>) {
        self.world().logging_role = role.map(str::to_owned);
    }

    /// Sets a quota by its code, such as `L-8A5B8E43`.
    pub fn quota(&self, code: &str, value: f64) {
        self.world().quotas.insert(code.to_owned(), value);
    }

    /// Writes a line into a log group; `time` is in milliseconds since 1970.
    pub fn log(&self, group: &str, stream: &str, time: i64, message: &str) {
        let line = logs::Line::new(group, stream, time, message);
        self.world().logs.push(line);
    }
}

/// A test that panicked while it held the account has failed already.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn said(world: &mut World, call: &Call) -> Said {
    world.faults.meet(call, CALLER)?;
    match call.service.as_str() {
        "cloudformation" => cloudformation::answer(world, call),
        "s3" => s3::answer(world, call),
        "lambda" => lambda::answer(world, call),
        "logs" => logs::answer(world, call),
        "sts" | "apigateway" | "servicequotas" => account::answer(world, call),
        _ => Err(Refusal::unknown(call)),
    }
}

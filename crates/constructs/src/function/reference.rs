//! What others may know of a function, and do with it.

use aws::{iam, lambda};
use cfn::{Arn, Handle, Id, IntoProperty, Value};

use super::Timeout;
use crate::{Grant, LogGroupRef, action, arn, place::Place};

/// A function, of the stack or [imported](FunctionRef::imported).
#[derive(Clone, Debug)]
pub struct FunctionRef {
    place: Place<lambda::Function>,
    role: Option<Handle<iam::Role>>,
    logs: Option<LogGroupRef>,
    timeout: Timeout,
}

/// The part of a function's ARN that is its name.
const NAME: usize = 6;

impl FunctionRef {
    /// A function of this account and region that stands already, or an alias of one. Logical ids in this stack begin with
    /// `name`; the timeout is the one that it has, so that routes are checked as for any other function.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let arn = Arn::of("arn:aws:lambda:eu-central-1:111122223333:function:audit");
    /// let audit = FunctionRef::imported("Audit", arn, Timeout::secs::<5>());
    /// let caller = Function::rust("lambdas", "caller").allow(audit.invoke());
    /// ```
    pub fn imported(
        name: impl Into<String>,
        arn: impl IntoProperty<Value<Arn<lambda::Function>>>,
        timeout: Timeout,
    ) -> Self {
        Self {
            place: Place::imported(name, arn, Value::clone),
            role: None,
            logs: None,
            timeout,
        }
    }

    pub(super) fn made(
        handle: Handle<lambda::Function>,
        alias: Option<&Handle<lambda::Alias>>,
        role: Handle<iam::Role>,
        logs: LogGroupRef,
        timeout: Timeout,
    ) -> Self {
        let place = Place::made(handle);
        let place = match alias {
            Some(alias) => place.through(alias.id_text(), arn::tagged(alias.id_text())),
            None => place,
        };
        Self {
            place,
            role: Some(role),
            logs: Some(logs),
            timeout,
        }
    }

    /// The resource, where this stack makes it.
    pub fn handle(&self) -> Option<&Handle<lambda::Function>> {
        self.place.handle()
    }

    /// The role that it takes, where this stack makes it.
    pub fn role(&self) -> Option<&Handle<iam::Role>> {
        self.role.as_ref()
    }

    /// The group that it logs to, where this stack makes it.
    pub fn logs(&self) -> Option<&LogGroupRef> {
        self.logs.as_ref()
    }

    /// Its name, which metrics go by.
    pub fn name(&self) -> Value<String> {
        match self.place.handle() {
            Some(handle) => handle.id_text(),
            None => arn::part(&self.place.arn_text(), NAME),
        }
    }

    /// What an invocation and the permission for it name: the name or ARN of the function, or of its alias.
    pub fn invoked(&self) -> Value<Id<lambda::Function>> {
        self.place.id()
    }

    /// Its ARN, or that of its alias.
    pub fn arn(&self) -> Value<Arn<lambda::Function>> {
        self.place.arn()
    }

    /// How long one invocation may take.
    pub fn timeout(&self) -> Timeout {
        self.timeout
    }

    /// Its logical id, which names what serves it.
    pub(crate) fn id(&self) -> &str {
        self.place.label()
    }

    /// Invoking it.
    pub fn invoke(&self) -> Grant {
        Grant::new([action!("lambda:InvokeFunction")], [self.place.arn_text()])
    }
}

//! Keys of KMS.

use aws::{
    iam::{PolicyDocument, Principal, Statement},
    kms,
};
use cfn::{Arn, Construct, Diagnostic, Handle, IntoProperty, Pseudo, Scope, Tree, Value, sub};

use crate::{Durability, Grant, action, arn, place::Place, raw::Raw};

/// A key of your own, for data whose key somebody must be able to watch, bound or take away.
///
/// Queues, topics, tables, buckets and data streams take it, and the grants that they hand out then say what the key has
/// to allow as well. It makes new bytes each year. Without it everything is encrypted all the same, with keys of the
/// services, at no price.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let key = stack.add("Secrets", EncryptionKey::new());
/// let rooms = stack.add("Rooms", Table::new(Key::string("roomId")).encryption_key(&key));
/// stack.add("Reader", Function::rust("lambdas", "reader").allow(rooms.read())); // and to decrypt
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct EncryptionKey {
    description: Option<String>,
    services: Vec<String>,
    durability: Durability,
    raw: Raw,
}

/// A key, of the stack or [imported](EncryptionKeyRef::imported).
#[derive(Clone, Debug)]
pub struct EncryptionKeyRef {
    place: Place<kms::Key>,
    /// Not known of an imported key.
    services: Option<Vec<String>>,
}

/// Days between the wish to delete a key and the end: the longest, and the shortest for what can be made again.
const LONGEST_WINDOW_DAYS: u32 = 30;
const SHORTEST_WINDOW_DAYS: u32 = 7;

impl EncryptionKey {
    /// A key that whoever IAM lets may use, in this account.
    pub fn new() -> Self {
        Self {
            description: None,
            services: Vec::new(),
            durability: Durability::default(),
            raw: Raw::default(),
        }
    }

    /// What it is for.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Lets a service use it for this account: `sns.amazonaws.com` and `events.amazonaws.com` need that to send to a queue
    /// or topic with this key.
    pub fn used_by(mut self, service: impl Into<String>) -> Self {
        self.services.push(service.into());
        self
    }

    /// Whether it outlives the stack. What it has encrypted is lost with it.
    pub fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<Tree>) -> Self {
        self.raw.set(name, value);
        self
    }

    /// Without the account's own line, nobody could ever change the policy again.
    fn policy(&self) -> PolicyDocument {
        let account = sub!("arn:{}:iam::{}:root", Pseudo::Partition, Pseudo::AccountId);
        let account = Statement::allow(["kms:*"])
            .sid("Account")
            .principal(Principal::aws(account))
            .resources(["*"]);
        let services = self.services.iter().map(|service| {
            Statement::allow(["kms:Decrypt", "kms:GenerateDataKey"])
                .principal(Principal::service(service))
                .resources(["*"])
                .condition("StringEquals", "aws:SourceAccount", [Pseudo::AccountId])
        });
        PolicyDocument::new(std::iter::once(account).chain(services))
    }
}

impl Default for EncryptionKey {
    fn default() -> Self {
        Self::new()
    }
}

impl Construct for EncryptionKey {
    type Output = EncryptionKeyRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> EncryptionKeyRef {
        let window = if self.durability.protects() {
            LONGEST_WINDOW_DAYS
        } else {
            SHORTEST_WINDOW_DAYS
        };
        let mut key = kms::Key::new()
            .enable_key_rotation(true)
            .key_policy(self.policy())
            .pending_window_in_days(window);
        if let Some(text) = self.description {
            key = key.description(text);
        }
        let handle = scope.add(id, self.raw.onto(self.durability.entry(key)));
        EncryptionKeyRef {
            place: Place::made(handle),
            services: Some(self.services),
        }
    }
}

impl EncryptionKeyRef {
    /// A key that stands already. Logical ids in this stack begin with `name`. Its policy has to let IAM decide, as that of
    /// every key does that was made without one.
    pub fn imported(name: impl Into<String>, arn: impl IntoProperty<Value<Arn<kms::Key>>>) -> Self {
        Self {
            place: Place::imported(name, arn, arn::after_slash),
            services: None,
        }
    }

    /// The resource, where this stack makes it.
    pub fn handle(&self) -> Option<&Handle<kms::Key>> {
        self.place.handle()
    }

    /// Its id.
    pub fn id(&self) -> Value<String> {
        self.place.id_text()
    }

    /// Its ARN.
    pub fn arn(&self) -> Value<Arn<kms::Key>> {
        self.place.arn()
    }

    /// Encrypting, directly and with data keys.
    pub fn encrypt(&self) -> Grant {
        self.grant([action!("kms:Encrypt"), action!("kms:GenerateDataKey")])
    }

    /// Decrypting.
    pub fn decrypt(&self) -> Grant {
        self.grant([action!("kms:Decrypt")])
    }

    /// What whoever writes to an encrypted queue, topic or bucket needs: a data key, and to read one that is there.
    pub(crate) fn write(&self) -> Grant {
        self.grant([action!("kms:Decrypt"), action!("kms:GenerateDataKey")])
    }

    /// What whoever reads an encrypted table needs.
    pub(crate) fn read_table(&self) -> Grant {
        self.grant([action!("kms:Decrypt"), action!("kms:DescribeKey")])
    }

    /// What whoever changes an encrypted table needs.
    pub(crate) fn change_table(&self) -> Grant {
        self.grant([
            action!("kms:Decrypt"),
            action!("kms:DescribeKey"),
            action!("kms:Encrypt"),
            action!("kms:GenerateDataKey"),
            action!("kms:ReEncryptFrom"),
            action!("kms:ReEncryptTo"),
        ])
    }

    fn grant<const ACTIONS: usize>(&self, actions: [crate::Action; ACTIONS]) -> Grant {
        Grant::new(actions, [self.place.arn_text()])
    }

    /// A service that sends to something with this key, and that the key does not let.
    pub(crate) fn finding(&self, id: &str, service: &str) -> Option<Diagnostic> {
        let services = self.services.as_ref()?;
        let message = format!(
            "`{service}` sends to `{id}`, whose key `{}` does not let it: what it sends is lost",
            self.place.label()
        );
        (!services.iter().any(|used_by| used_by == service)).then(|| {
            let finding = Diagnostic::error("GW156", message).on(id);
            finding.hint(format!("write `.used_by(\"{service}\")` where the key is made"))
        })
    }
}

#[cfg(test)]
mod tests;

//! What keeps data, and whether it stays.

use aws::{cognito, dynamodb};
use cfn::{Aspect, ResourceView};

use crate::Durability;

/// The types that hold what cannot be made again from the program.
const STATEFUL: [&str; 9] = [
    "AWS::Cognito::UserPool",
    "AWS::DynamoDB::GlobalTable",
    "AWS::DynamoDB::Table",
    "AWS::KMS::Key",
    "AWS::Kinesis::Stream",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
    "AWS::SecretsManager::Secret",
];

/// Gives everything that holds data the same worth, whatever its construct says: tables, buckets, streams, queues, log
/// groups, user pools, keys and secrets.
///
/// `Protected` retains them and refuses to delete tables and user pools; `Disposable` deletes them with the stack. A
/// bucket with objects in it is not deleted all the same.
///
/// ```
/// use constructs::{aspects, prelude::*};
/// let mut stack = Stack::new("demo");
/// stack.add("Rooms", Table::new(Key::string("roomId")));
/// stack.aspect(aspects::durability(Durability::Disposable));
/// let template = stack.synth()?;
/// let rooms = template.resource("Rooms").unwrap();
/// assert_eq!(rooms.get("DeletionPolicy"), Some(&"Delete".into()));
/// assert_eq!(rooms.at(&["Properties", "DeletionProtectionEnabled"]), Some(&false.into()));
/// # Ok::<(), cfn::Findings>(())
/// ```
pub fn durability(durability: Durability) -> impl Aspect + 'static {
    move |resource: &mut ResourceView<'_>| {
        if !STATEFUL.contains(&resource.cfn_type()) {
            return;
        }
        resource.removal(durability.removal());
        resource.change(|table: dynamodb::Table| table.deletion_protection_enabled(durability.protects()));
        resource.change(|users: cognito::UserPool| users.deletion_protection(durability.of_users()));
    }
}

#[cfg(test)]
mod tests {
    use cfn::Stack;

    use crate::{
        App, AppStage, Durability, Function, Key, Queue, Table, aspects,
        testing::{ids, resource, synth},
    };

    fn chat() -> Stack {
        let mut stack = Stack::new("chat");
        stack.add("Rooms", Table::new(Key::string("roomId")));
        stack.add("Jobs", Queue::new().durability(Durability::Disposable));
        stack.add("Worker", Function::rust("lambdas", "worker"));
        stack
    }

    #[test]
    fn what_holds_data_is_kept_or_not_whatever_its_construct_says() {
        for (durability, policy) in [
            (Durability::Disposable, "Delete"),
            (Durability::Protected, "Retain"),
        ] {
            let mut stack = chat();
            stack.aspect(aspects::durability(durability));
            let template = synth(stack);
            for id in ["Rooms", "JobsDeadLetters", "Jobs", "WorkerLogs"] {
                let resource = resource(&template, id);
                assert_eq!(resource["DeletionPolicy"], policy, "{id}");
                assert_eq!(resource["UpdateReplacePolicy"], policy, "{id}");
            }
            assert_eq!(
                resource(&template, "Rooms")["Properties"]["DeletionProtectionEnabled"],
                durability.protects()
            );
            for id in ["WorkerRole", "Worker"] {
                assert!(resource(&template, id).get("DeletionPolicy").is_none(), "{id}");
            }
            assert_eq!(ids(&template).len(), 6);
        }
    }

    #[test]
    fn a_stage_says_it_for_all_its_stacks() {
        let mut app = App::new("chat");
        app.stack(AppStage::new("dev").durability(Durability::Disposable), chat());
        let templates = app.synth().unwrap();
        let (stage, template) = &templates[0];
        assert_eq!(stage, "dev");
        assert_eq!(resource(template, "Rooms")["DeletionPolicy"], "Delete");
    }
}

//! Alarms that turn an update back.

use cfn::Template;

use crate::{client::Clients, error::Error, stack::Stack};

/// An alarm that turns an update back when it goes off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The alarm's ARN.
    pub arn: String,
    /// The alarm's type: `AWS::CloudWatch::Alarm` or `AWS::CloudWatch::CompositeAlarm`.
    pub kind: String,
}

/// How many a stack can have.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackConfiguration.html>
pub const MOST_TRIGGERS: usize = 5;

/// The types of alarms; what combines others says more than one of them.
const ALARMS: [&str; 2] = ["AWS::CloudWatch::CompositeAlarm", "AWS::CloudWatch::Alarm"];

impl Clients {
    /// The alarms of a stack that stand now and stay, no more than [`MOST_TRIGGERS`].
    ///
    /// One that the update is only going to make cannot watch it: the service refuses alarms that are not there.
    pub async fn triggers(&self, stack: &Stack, new: &Template) -> Result<Vec<Trigger>, Error> {
        let resources = self.resources(&stack.id).await?;
        let Some(place) = place(&stack.id) else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for kind in ALARMS {
            let alarms = resources.iter().filter(|one| one.kind == kind);
            for alarm in alarms.filter(|one| new.type_of(&one.logical_id) == Some(kind)) {
                found.extend(alarm.physical_id.as_ref().map(|name| Trigger {
                    arn: format!("{place}:alarm:{name}"),
                    kind: kind.to_owned(),
                }));
            }
        }
        found.truncate(MOST_TRIGGERS);
        Ok(found)
    }
}

/// `arn:PARTITION:cloudwatch:REGION:ACCOUNT` where the stack is.
fn place(stack_id: &str) -> Option<String> {
    let mut parts = stack_id.split(':').skip(1);
    let (partition, _, region, account) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some(format!("arn:{partition}:cloudwatch:{region}:{account}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{scripted::clients, stack::tests::stack};

    #[tokio::test]
    async fn alarms_that_stand_and_stay_watch_the_update() {
        let member = |id: &str, kind: &str| {
            format!(
                "<member><LogicalResourceId>{id}</LogicalResourceId><PhysicalResourceId>dev-{id}</PhysicalResourceId>\
                 <ResourceType>AWS::{kind}</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>"
            )
        };
        let members = [
            member("Errors", "CloudWatch::Alarm"),
            member("Goes", "CloudWatch::Alarm"),
            member("Any", "CloudWatch::CompositeAlarm"),
            member("Rooms", "DynamoDB::Table"),
        ]
        .concat();
        let (clients, _) = clients(move |_| {
            let list = format!("<StackResourceSummaries>{members}</StackResourceSummaries>");
            (200, list)
        });
        let stack = Stack {
            id: "arn:aws:cloudformation:eu-west-1:111122223333:stack/chat-dev/1".to_owned(),
            ..stack("UPDATE_COMPLETE")
        };
        let template = r#"{"Resources": {"Errors": {"Type": "AWS::CloudWatch::Alarm"}, "New": {"Type": "AWS::CloudWatch::Alarm"},
            "Any": {"Type": "AWS::CloudWatch::CompositeAlarm"}}}"#;
        let template = Template::from_json("demo", template).unwrap();
        let triggers = clients.triggers(&stack, &template).await.unwrap();
        let arns: Vec<&str> = triggers.iter().map(|trigger| trigger.arn.as_str()).collect();
        assert_eq!(
            arns,
            [
                "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:dev-Any",
                "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:dev-Errors"
            ]
        );
    }
}

//! What differs between the resources of a stack and the template that they were made from.

use std::time::Duration;

use aws_sdk_cloudformation::types::{
    DifferenceType, PropertyDifference, StackDriftDetectionStatus, StackDriftStatus, StackResourceDrift,
    StackResourceDriftStatus,
};

use crate::{
    client::Clients,
    error::{self, Error},
    pace::Pace,
    stack::Resource,
};

/// What a drift detection found.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// Whether the resources are what the template says.
    pub status: StackDriftStatus,
    /// The resources that are not.
    pub drifted: Vec<Drifted>,
    /// The resources that CloudFormation did not look at: their types do not support it, or the look failed.
    pub unchecked: Vec<Resource>,
    /// Why it could not look at everything that it can look at.
    pub reason: Option<String>,
}

/// A resource that is not what the template says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drifted {
    /// Its name in the template.
    pub logical_id: String,
    /// Its name in the account.
    pub physical_id: Option<String>,
    /// Its type.
    pub kind: String,
    /// What differs; nothing where the resource itself is gone.
    pub properties: Vec<Difference>,
    /// Whether it is gone.
    pub deleted: bool,
}

/// A property that is not what the template says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where, as a JSON pointer below `Properties`, such as `/Tags/0/Value`.
    pub path: String,
    /// What the template says; none where it says nothing.
    pub expected: Option<String>,
    /// What stands in the account; none where nothing does.
    pub actual: Option<String>,
    /// `ADD`, `REMOVE` or `NOT_EQUAL`, as seen from the template.
    pub kind: DifferenceType,
}

const DETECT: &str = "cloudformation:DetectStackDrift";

impl Clients {
    /// Has CloudFormation compare a stack's resources with its template, and waits for the result.
    pub async fn detect_drift(&self, stack: &str) -> Result<Drift, Error> {
        let begun = self.cloudformation.detect_stack_drift().stack_name(stack).send();
        let begun = begun.await.map_err(error::of(DETECT))?;
        let detection = begun.stack_drift_detection_id.unwrap_or_default();
        let (status, reason) = self.detected(&detection).await?;
        let found = self.resource_drifts(stack).await?;
        let mut unchecked = self.resources(stack).await?;
        unchecked.retain(|one| !found.iter().any(|drift| is_checked(drift, &one.logical_id)));
        Ok(Drift {
            status,
            drifted: found.into_iter().filter_map(drifted).collect(),
            unchecked,
            reason,
        })
    }

    /// Asks until the detection is over; it takes seconds for a small stack and minutes for a large one.
    async fn detected(&self, detection: &str) -> Result<(StackDriftStatus, Option<String>), Error> {
        let mut pace = Pace::new(
            Duration::from_millis(500),
            Duration::from_secs(5),
            Duration::from_mins(30),
        );
        loop {
            let said = self
                .cloudformation
                .describe_stack_drift_detection_status()
                .stack_drift_detection_id(detection)
                .send()
                .await
                .map_err(error::of("cloudformation:DescribeStackDriftDetectionStatus"))?;
            if said.detection_status != Some(StackDriftDetectionStatus::DetectionInProgress) {
                // A detection that failed for some resources has results for the others.
                let status = said
                    .stack_drift_status
                    .unwrap_or_else(|| StackDriftStatus::from("UNKNOWN"));
                return Ok((status, said.detection_status_reason));
            }
            pace.wait(DETECT).await?;
        }
    }

    /// What was found of each resource that was looked at.
    async fn resource_drifts(&self, stack: &str) -> Result<Vec<StackResourceDrift>, Error> {
        let mut found = Vec::new();
        let mut next = None;
        loop {
            let page = self
                .cloudformation
                .describe_stack_resource_drifts()
                .stack_name(stack)
                .set_next_token(next)
                .send()
                .await
                .map_err(error::of("cloudformation:DescribeStackResourceDrifts"))?;
            found.extend(page.stack_resource_drifts.unwrap_or_default());
            next = page.next_token;
            if next.is_none() {
                return Ok(found);
            }
        }
    }
}

fn is_checked(drift: &StackResourceDrift, logical_id: &str) -> bool {
    let looked_at = matches!(
        drift.stack_resource_drift_status,
        Some(
            StackResourceDriftStatus::InSync
                | StackResourceDriftStatus::Modified
                | StackResourceDriftStatus::Deleted
        )
    );
    looked_at && drift.logical_resource_id.as_deref() == Some(logical_id)
}

fn drifted(drift: StackResourceDrift) -> Option<Drifted> {
    let deleted = match drift.stack_resource_drift_status? {
        StackResourceDriftStatus::Deleted => true,
        StackResourceDriftStatus::Modified => false,
        _ => return None,
    };
    let properties = drift.property_differences.unwrap_or_default();
    Some(Drifted {
        logical_id: drift.logical_resource_id.unwrap_or_default(),
        physical_id: drift.physical_resource_id,
        kind: drift.resource_type.unwrap_or_default(),
        properties: properties.into_iter().map(difference).collect(),
        deleted,
    })
}

fn difference(said: PropertyDifference) -> Difference {
    // The service writes `null` for the side that has nothing.
    let value = |value: Option<String>| value.filter(|text| text != "null");
    Difference {
        path: said.property_path.unwrap_or_default(),
        expected: value(said.expected_value),
        actual: value(said.actual_value),
        kind: said
            .difference_type
            .unwrap_or_else(|| DifferenceType::from("UNKNOWN")),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::time::Instant;

    use super::*;
    use crate::answers::{self, Asked};

    /// What CloudFormation answers about a stack with a queue that was changed, a topic that is gone, a table that is
    /// as it should be, and a permission, whose type it does not look at. It looks `questions` times.
    ///
    /// The shapes: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResourceDrifts.html>
    fn answer(asked: &Asked<'_>, asks: &AtomicUsize, questions: usize) -> String {
        let resource = |id: &str, kind: &str| {
            format!("<LogicalResourceId>{id}</LogicalResourceId><ResourceType>{kind}</ResourceType>")
        };
        let drift = |id: &str, status: &str, inside: &str| {
            format!(
                "<member>{}<PhysicalResourceId>{id}-1</PhysicalResourceId><StackResourceDriftStatus>{status}\
                 </StackResourceDriftStatus><PropertyDifferences>{inside}</PropertyDifferences></member>",
                resource(id, "AWS::Some::Type")
            )
        };
        let action = asked
            .body
            .split('&')
            .find_map(|pair| pair.strip_prefix("Action="))
            .unwrap();
        let inside = match action {
            "DetectStackDrift" => "<StackDriftDetectionId>d</StackDriftDetectionId>".to_owned(),
            "DescribeStackDriftDetectionStatus" if asks.fetch_add(1, Ordering::Relaxed) + 1 < questions => {
                "<DetectionStatus>DETECTION_IN_PROGRESS</DetectionStatus>".to_owned()
            }
            "DescribeStackDriftDetectionStatus" => "<DetectionStatus>DETECTION_COMPLETE</DetectionStatus>\
                 <StackDriftStatus>DRIFTED</StackDriftStatus>"
                .to_owned(),
            "DescribeStackResourceDrifts" if asked.body.contains("NextToken") => format!(
                "<StackResourceDrifts>{}</StackResourceDrifts>",
                drift("Topic", "DELETED", "")
            ),
            "DescribeStackResourceDrifts" => format!(
                "<StackResourceDrifts>{}{}</StackResourceDrifts><NextToken>more</NextToken>",
                drift("Table", "IN_SYNC", ""),
                drift(
                    "Queue",
                    "MODIFIED",
                    "<member><PropertyPath>/DelaySeconds</PropertyPath><ExpectedValue>null</ExpectedValue>\
                     <ActualValue>5</ActualValue><DifferenceType>ADD</DifferenceType></member>"
                ),
            ),
            "ListStackResources" => {
                let ids = ["Table", "Queue", "Topic", "Permission"];
                let rows = ids.map(|id| format!("<member>{}</member>", resource(id, "AWS::Some::Type")));
                format!(
                    "<StackResourceSummaries>{}</StackResourceSummaries>",
                    rows.concat()
                )
            }
            other => panic!("nobody asks {other}"),
        };
        format!("<{action}Response><{action}Result>{inside}</{action}Result></{action}Response>")
    }

    async fn detected(questions: usize) -> Result<Drift, Error> {
        let asks = AtomicUsize::new(0);
        let clients = answers::clients(move |asked| (200, answer(&asked, &asks, questions)));
        clients.detect_drift("chat-dev").await
    }

    #[tokio::test]
    async fn what_differs_what_is_gone_and_what_was_not_looked_at() {
        let drift = detected(1).await.unwrap();
        assert_eq!(drift.status, StackDriftStatus::Drifted);
        let [queue, topic] = &drift.drifted[..] else {
            panic!("{drift:?}")
        };
        assert_eq!((queue.logical_id.as_str(), queue.deleted), ("Queue", false));
        assert_eq!(
            queue.properties,
            [Difference {
                path: "/DelaySeconds".to_owned(),
                expected: None,
                actual: Some("5".to_owned()),
                kind: DifferenceType::Add,
            }]
        );
        assert_eq!((topic.logical_id.as_str(), topic.deleted), ("Topic", true));
        let unchecked: Vec<&str> = drift
            .unchecked
            .iter()
            .map(|one| one.logical_id.as_str())
            .collect();
        assert_eq!(unchecked, ["Permission"]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_detection_is_asked_for_ever_less_often_and_given_up() {
        let begin = Instant::now();
        detected(100).await.unwrap();
        let mean = begin.elapsed() / 99;
        assert!(
            mean > Duration::from_secs(4) && mean <= Duration::from_secs(5),
            "{mean:?}"
        );
        let error = detected(usize::MAX).await.unwrap_err();
        assert_eq!(*error.kind(), error::Kind::TimedOut);
    }
}

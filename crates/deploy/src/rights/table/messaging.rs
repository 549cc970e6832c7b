//! Queues, topics, buses, streams, schedules and pipes.

use super::{EVERYTHING, On, Row, row};

pub(super) const ROWS: &[Row] = &[
    row(
        "AWS::SQS::Queue",
        On::Own,
        "sqs:CreateQueue DeleteQueue GetQueueAttributes GetQueueUrl ListQueueTags SetQueueAttributes TagQueue UntagQueue",
    ),
    row(
        "AWS::SQS::QueuePolicy",
        On::Named("Queues", "sqs:{region}:{account}:{name}"),
        "sqs:SetQueueAttributes",
    ),
    row(
        "AWS::SNS::Topic",
        On::Own,
        "sns:CreateTopic DeleteTopic GetDataProtectionPolicy GetTopicAttributes ListSubscriptionsByTopic \
         ListTagsForResource SetTopicAttributes Subscribe TagResource UntagResource",
    ),
    row("AWS::SNS::Topic", EVERYTHING, "sns:Unsubscribe").when("Subscription"),
    row(
        "AWS::SNS::TopicPolicy",
        On::Named("Topics", "sns:{region}:{account}:{name}"),
        "sns:SetTopicAttributes",
    ),
    row(
        "AWS::SNS::Subscription",
        On::Named("TopicArn", "sns:{region}:{account}:{name}"),
        "sns:Subscribe",
    ),
    // Where a subscription is named, its topic cannot be.
    row(
        "AWS::SNS::Subscription",
        EVERYTHING,
        "sns:GetSubscriptionAttributes SetSubscriptionAttributes Unsubscribe",
    ),
    row(
        "AWS::Events::EventBus",
        On::Own,
        "events:CreateEventBus DeleteEventBus DescribeEventBus ListTagsForResource PutPermission RemovePermission \
         TagResource UntagResource UpdateEventBus",
    ),
    row(
        "AWS::Events::Rule",
        On::Own,
        "events:DeleteRule DescribeRule ListTagsForResource ListTargetsByRule PutRule PutTargets RemoveTargets TagResource \
         UntagResource",
    ),
    // A rule of a bus of its own has the bus in its ARN.
    row(
        "AWS::Events::Rule",
        On::Named("Name", "events:{region}:{account}:rule/*/{name}"),
        "events:DeleteRule DescribeRule ListTagsForResource ListTargetsByRule PutRule PutTargets RemoveTargets TagResource \
         UntagResource",
    )
    .when("EventBusName"),
    row(
        "AWS::Scheduler::Schedule",
        On::Named("Name", "scheduler:{region}:{account}:schedule/*/{name}"),
        "scheduler:CreateSchedule DeleteSchedule GetSchedule UpdateSchedule",
    ),
    row(
        "AWS::Scheduler::ScheduleGroup",
        On::Own,
        "scheduler:CreateScheduleGroup DeleteScheduleGroup GetScheduleGroup ListTagsForResource TagResource UntagResource",
    ),
    row(
        "AWS::Kinesis::Stream",
        On::Own,
        "kinesis:AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream DescribeStreamSummary \
         IncreaseStreamRetentionPeriod ListTagsForResource ListTagsForStream RemoveTagsFromStream StartStreamEncryption \
         StopStreamEncryption TagResource UntagResource UpdateShardCount UpdateStreamMode",
    ),
    row(
        "AWS::KinesisFirehose::DeliveryStream",
        On::Own,
        "firehose:CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream ListTagsForDeliveryStream \
         StartDeliveryStreamEncryption StopDeliveryStreamEncryption TagDeliveryStream UntagDeliveryStream \
         UpdateDestination",
    ),
    row(
        "AWS::Pipes::Pipe",
        On::Named("Name", "pipes:{region}:{account}:pipe/{name}"),
        "pipes:CreatePipe DeletePipe DescribePipe TagResource UntagResource UpdatePipe",
    ),
];

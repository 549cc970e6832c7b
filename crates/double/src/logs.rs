//! CloudWatch Logs, as far as lines are read.

use serde_json::{Value, json};

use crate::{
    answer::{Answer, Refusal, Said},
    request::Call,
    world::World,
};

/// A line of a log.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    group: String,
    stream: String,
    time: i64,
    message: String,
}

impl Line {
    pub(crate) fn new(group: &str, stream: &str, time: i64, message: &str) -> Self {
        Self {
            group: group.to_owned(),
            stream: stream.to_owned(),
            time,
            message: message.to_owned(),
        }
    }
}

pub(crate) fn answer(world: &World, call: &Call) -> Said {
    match call.action.as_str() {
        "FilterLogEvents" => filter(world, call),
        "DescribeLogGroups" => {
            let prefix = call.text("logGroupNamePrefix").unwrap_or_default();
            let mut groups: Vec<&str> = world.logs.iter().map(|line| line.group.as_str()).collect();
            groups.sort_unstable();
            groups.dedup();
            let groups = groups.into_iter().filter(|group| group.starts_with(prefix));
            let groups: Vec<Value> = groups.map(|group| json!({ "logGroupName": group })).collect();
            Ok(Answer::Members(json!({ "logGroups": groups })))
        }
        _ => Err(Refusal::unknown(call)),
    }
}

/// A page at a time, from `startTime` on, the oldest first; a group that is not there is an error.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html>
fn filter(world: &World, call: &Call) -> Said {
    let group = call
        .text("logGroupName")
        .or_else(|| call.text("logGroupIdentifier"))
        .unwrap_or_default();
    let mut lines: Vec<(usize, &Line)> = world.logs.iter().enumerate().collect();
    lines.retain(|(_, line)| line.group == group);
    if lines.is_empty() {
        let said = "The specified log group does not exist.";
        return Err(Refusal::new(400, "ResourceNotFoundException", said));
    }
    let from = call.input["startTime"].as_i64().unwrap_or_default();
    let to = call.input["endTime"].as_i64().unwrap_or(i64::MAX);
    let pattern = call.text("filterPattern").unwrap_or_default().trim_matches('"');
    lines.retain(|(_, line)| line.time >= from && line.time < to && line.message.contains(pattern));
    lines.sort_by_key(|(_, line)| line.time);
    let skip: usize = call
        .text("nextToken")
        .and_then(|token| token.parse().ok())
        .unwrap_or_default();
    let next = (lines.len() > skip + world.page).then(|| (skip + world.page).to_string());
    let events: Vec<Value> = lines
        .into_iter()
        .skip(skip)
        .take(world.page)
        .map(|(at, line)| {
            json!({
                "eventId": format!("{at:032}"),
                "logStreamName": line.stream,
                "timestamp": line.time,
                "ingestionTime": line.time,
                "message": line.message,
            })
        })
        .collect();
    Ok(Answer::Members(json!({ "events": events, "nextToken": next })))
}

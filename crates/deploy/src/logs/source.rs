//! Where lines come from, a page at a time.

use aws_sdk_cloudwatchlogs::types::FilteredLogEvent;

use crate::{
    client::Clients,
    error::{self, Error, Kind},
};

/// A line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its own name: no other line has it.
    pub id: String,
    /// The log group's name.
    pub group: String,
    /// The stream within the group: for functions, one per execution environment.
    pub stream: String,
    /// When it was written, in milliseconds since 1970, by the writer's clock.
    pub time: i64,
    /// When it reached CloudWatch.
    pub ingested: i64,
    /// What it says, as it was written.
    pub message: String,
}

/// Which lines are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Since when, in milliseconds since 1970.
    pub since: i64,
    /// A filter pattern of CloudWatch Logs; none for all lines.
    pub pattern: Option<String>,
}

/// Some lines, the oldest first within their stream.
#[derive(Clone, Debug, Default)]
pub struct LinePage {
    /// The lines; there may be none on a page before the last.
    pub lines: Vec<Line>,
    /// What asks for the next page; none after the last one.
    pub next: Option<String>,
}

/// What knows the lines of log groups.
pub trait Lines {
    /// A page of a group's lines; `next` comes from the page before it. A group that does not exist (yet) has none.
    fn lines(
        &self,
        group: &str,
        query: &Query,
        next: Option<String>,
    ) -> impl Future<Output = Result<LinePage, Error>> + Send;
}

impl Lines for Clients {
    async fn lines(&self, group: &str, query: &Query, next: Option<String>) -> Result<LinePage, Error> {
        let asked = self
            .logs
            .filter_log_events()
            .log_group_name(group)
            .start_time(query.since)
            .set_filter_pattern(query.pattern.clone())
            .set_next_token(next);
        match asked.send().await.map_err(error::of("logs:FilterLogEvents")) {
            Ok(said) => Ok(LinePage {
                lines: said
                    .events
                    .unwrap_or_default()
                    .into_iter()
                    .map(|event| line(group, event))
                    .collect(),
                next: said.next_token,
            }),
            Err(error) if *error.kind() == Kind::Missing => Ok(LinePage::default()),
            Err(error) => Err(error),
        }
    }
}

fn line(group: &str, event: FilteredLogEvent) -> Line {
    let time = event.timestamp.unwrap_or_default();
    Line {
        id: event.event_id.unwrap_or_default(),
        group: group.to_owned(),
        stream: event.log_stream_name.unwrap_or_default(),
        time,
        ingested: event.ingestion_time.unwrap_or(time),
        message: event.message.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use double::Double;

    use super::*;
    use crate::{answers::clients_of, logs::Tail};

    #[tokio::test(start_paused = true)]
    async fn groups_are_read_page_by_page_and_one_that_is_not_there_is_empty() {
        let double = Double::new();
        double.page(1);
        let lines = [
            ("a", 3, "third"),
            ("b", 2, "second"),
            ("a", 1, "first"),
            ("a", 0, "too old"),
        ];
        for (group, time, message) in lines {
            double.log(group, "stream", time, message);
        }
        double.throttle("logs:FilterLogEvents", 1);
        let groups = ["a", "b", "not-there"].map(str::to_owned);
        let query = Query {
            since: 1,
            pattern: None,
        };
        let mut tail = Tail::new(clients_of(&double), groups, query);
        let told = tail.now().await.unwrap();
        let told: Vec<&str> = told.iter().map(|line| line.message.as_str()).collect();
        assert_eq!(told, ["first", "second", "third"]);
        double.log("b", "stream", 4, "fourth");
        assert_eq!(tail.next().await.unwrap()[0].message, "fourth");
    }
}

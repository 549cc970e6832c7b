//! Monitoring: alarms and a dashboard for an API and what is behind it.
//!
//! Shows the preset `Monitoring`, an alarm of your own, the logs and metrics of a stage, and the role that an account
//! needs for them once per region. Whoever listens to the topic hears when an alarm goes off and when it is over.

use constructs::prelude::*;

/// An API, a queue behind it, and who is woken.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("monitoring");
    let jobs = stack.add("Jobs", Queue::new());
    let message = Function::rust("handlers", "message")
        .env("JOBS_URL", &jobs)
        .allow(jobs.send());
    let message = stack.add("Message", message.json_logs(LogLevel::Info));
    let worker =
        Function::rust("handlers", "worker").on_queue(&jobs, QueueSource::new().max_concurrency::<20>());
    let worker = stack.add("Worker", worker.timeout(Timeout::secs::<5>()));

    let api = stack.add(
        "Api",
        WebSocketApi::new("monitoring", RouteSelection::body("type")),
    );
    let routes = Routes::of(&api.stage("live")).connect(&message).default(&message);
    let routes = stack.add("Deployment", routes);
    let account = stack.add("AccountLogging", AccountLogging::created());
    let lines = stack.add("AccessLog", LogGroup::new().retention(Retention::Days14));
    let stage = Stage::new(&routes)
        .execution_log(LoggingLevel::Error, &account)
        .access_log(AccessLog::to(&lines).full(), &account)
        .detailed_metrics();
    let stage = stack.add("Stage", stage);

    let operators = stack.add("Operators", Topic::new().email("operators@example.com"));
    let monitoring = Monitoring::of(&stage)
        .function(&message)
        .function(&worker)
        .queue(&jobs)
        .latency_ms(1_000)
        .notify(&operators);
    stack.add("Monitoring", monitoring);
    // What waits is no error yet: this is for the people, before the clients notice.
    let waiting = jobs.metric("ApproximateAgeOfOldestMessage").maximum();
    let waiting = Alarm::at_least(waiting, 300)
        .description("Jobs wait for five minutes")
        .notify(&operators);
    stack.add("JobsWait", waiting);
    stack.output("Url", Output::new(stage.url()));
    stack
}

#[cfg(test)]
mod tests {
    use testing::{Synthesized, contains, reference};

    #[test]
    fn every_alarm_reaches_the_operators() {
        let template = Synthesized::of(super::stack());
        let alarms = template.of_type("AWS::CloudWatch::Alarm");
        let reaching = template
            .of_type("AWS::CloudWatch::Alarm")
            .with("AlarmActions", contains(reference("Operators")));
        assert!(alarms.count() > 10);
        assert_eq!(alarms.count(), reaching.count());
    }

    #[test]
    fn messages_go_into_the_queue() {
        let template = Synthesized::of(super::stack());
        template
            .role_of("Message")
            .assert_allowed("sqs:SendMessage", "Jobs");
        template
            .role_of("Worker")
            .assert_denied("sqs:SendMessage", "Jobs");
    }
}

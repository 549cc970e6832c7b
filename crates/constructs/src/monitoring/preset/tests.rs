use cfn::Stack;
use serde_json::{Value, json};

use super::*;
use crate::{
    App, Function, Key, Queue, Table, Timeout, Topic,
    testing::{ids, properties, synth},
    websocket::{ConnectRoute, RouteSelection, Routes, Stage, WebSocketApi},
};

struct Chat {
    stack: Stack,
    message: FunctionRef,
    stage: StageRef,
}

fn chat(detailed: bool) -> Chat {
    let mut stack = Stack::new("chat");
    let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
    let message = Function::rust("lambdas", "message").timeout(Timeout::secs::<10>());
    let message = stack.add("Message", message);
    let routes = stack.add("Deployment", Routes::of(&api.stage("dev")).connect(&message));
    let stage = Stage::new(&routes);
    let stage = stack.add("Stage", if detailed { stage.detailed_metrics() } else { stage });
    Chat {
        stack,
        message,
        stage,
    }
}

fn alarms(template: &cfn::Template) -> Vec<&str> {
    let alarms = template.of_type("AWS::CloudWatch::Alarm");
    alarms
        .map(|(id, _)| id.trim_start_matches("Monitoring"))
        .collect()
}

/// The body of the dashboard, with each hole as the text `${…}`.
fn dashboard(template: &cfn::Template) -> Value {
    let body = properties(template, "MonitoringDashboard")["DashboardBody"]["Fn::Sub"].clone();
    serde_json::from_str(body.as_str().unwrap()).unwrap()
}

#[test]
fn a_stage_alone_has_its_own_alarms() {
    let Chat { mut stack, stage, .. } = chat(false);
    stack.add("Monitoring", Monitoring::of(&stage).without_dashboard());
    let template = synth(stack);
    let expected = ["IntegrationErrors", "ExecutionErrors", "ClientErrors", "Latency"];
    assert_eq!(alarms(&template), expected);
    assert_eq!(
        properties(&template, "MonitoringLatency"),
        json!({
            "AlarmDescription": "What is behind the routes is slow",
            "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "DatapointsToAlarm": 3,
            "Dimensions": [{"Name": "ApiId", "Value": {"Ref": "Api"}}, {"Name": "Stage", "Value": "dev"}],
            "EvaluateLowSampleCountPercentile": "ignore",
            "EvaluationPeriods": 5,
            "ExtendedStatistic": "p99",
            "MetricName": "IntegrationLatency",
            "Namespace": "AWS/ApiGateway",
            "Period": 300,
            "Threshold": 3000,
            "TreatMissingData": "notBreaching",
        })
    );
    assert!(!ids(&template).contains(&"MonitoringDashboard"));
}

#[test]
fn connects_have_an_alarm_where_routes_are_measured() {
    let Chat { mut stack, stage, .. } = chat(true);
    stack.add("Monitoring", Monitoring::of(&stage).connect_errors(7));
    let template = synth(stack);
    assert_eq!(alarms(&template)[0], "ConnectErrors");
    let alarm = properties(&template, "MonitoringConnectErrors");
    assert_eq!(
        alarm["Dimensions"][2],
        json!({"Name": "Route", "Value": "$connect"})
    );
    assert_eq!(alarm["Threshold"], 7);
}

#[test]
fn connects_have_an_alarm_where_their_route_alone_is_measured() {
    let mut stack = Stack::new("chat");
    let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
    let message = stack.add("Message", Function::rust("lambdas", "message"));
    let connect = ConnectRoute::to(&message).detailed_metrics();
    let routes = stack.add("Deployment", Routes::of(&api.stage("dev")).connect(connect));
    let stage = stack.add("Stage", Stage::new(&routes));
    stack.add("Monitoring", Monitoring::of(&stage));
    assert_eq!(alarms(&synth(stack))[0], "ConnectErrors");
}

#[test]
fn what_is_behind_the_stage_is_watched_and_somebody_is_told() {
    let Chat {
        mut stack,
        message,
        stage,
    } = chat(false);
    let jobs = stack.add("Jobs", Queue::new());
    let lossy = stack.add("Lossy", Queue::new().without_dead_letters("a test"));
    let rooms = stack.add("Rooms", Table::new(Key::string("roomId")));
    let operators = stack.add("Operators", Topic::new());
    let monitoring = Monitoring::of(&stage)
        .function(&message)
        .queue(&jobs)
        .queue(&lossy)
        .table(&rooms)
        .duration_percent::<50>()
        .notify(&operators);
    let made = stack.add("Monitoring", monitoring);
    assert!(made.dashboard().is_some());
    let template = synth(stack);
    assert_eq!(alarms(&template).len(), made.alarms().len());
    assert_eq!(
        alarms(&template)[4..],
        [
            "MessageErrors",
            "MessageThrottles",
            "MessageDuration",
            "JobsDeadLetters",
            "RoomsReadThrottles",
            "RoomsWriteThrottles"
        ]
    );
    let duration = properties(&template, "MonitoringMessageDuration");
    assert_eq!(
        (&duration["Threshold"], &duration["Statistic"]),
        (&json!(5000), &json!("Maximum"))
    );
    let depth = properties(&template, "MonitoringJobsDeadLetters");
    assert_eq!(
        depth["Dimensions"][0]["Value"],
        json!({"Fn::GetAtt": ["JobsDeadLetters", "QueueName"]})
    );
    for (id, _) in template.of_type("AWS::CloudWatch::Alarm") {
        let alarm = properties(&template, id);
        assert_eq!(alarm["AlarmActions"], json!([{"Ref": "Operators"}]), "{id}");
        assert_eq!(alarm["OKActions"], alarm["AlarmActions"], "{id}");
        assert_eq!(alarm["TreatMissingData"], "notBreaching", "{id}");
    }
}

#[test]
fn the_dashboard_shows_all_of_it() {
    let Chat {
        mut stack,
        message,
        stage,
    } = chat(false);
    let jobs = stack.add("Jobs", Queue::new());
    stack.add(
        "Monitoring",
        Monitoring::of(&stage).function(&message).queue(&jobs),
    );
    let template = synth(stack);
    let body = dashboard(&template);
    let widgets = body["widgets"].as_array().unwrap();
    let titles: Vec<_> = widgets
        .iter()
        .map(|it| it["properties"]["title"].as_str().unwrap())
        .collect();
    assert_eq!(
        titles,
        [
            "Connects",
            "Messages, both ways",
            "Errors",
            "Integration latency",
            "Invocations",
            "Function errors",
            "Function throttles",
            "Longest duration",
            "Dead letters",
            "Alarms"
        ]
    );
    assert_eq!(
        widgets[0],
        json!({
            "type": "metric", "x": 0, "y": 0, "width": 6, "height": 6,
            "properties": {
                "title": "Connects", "view": "timeSeries", "region": "${AWS::Region}",
                "metrics": [[
                    "AWS/ApiGateway", "ConnectCount", "ApiId", "${Api}", "Stage", "dev", {"stat": "Sum", "period": 60}
                ]],
            },
        })
    );
    let overlap = widgets.iter().enumerate().any(|(index, one)| {
        let corner = |it: &Value| (it["x"].as_i64(), it["y"].as_i64());
        widgets[..index].iter().any(|other| corner(other) == corner(one))
    });
    assert!(!overlap);
    let states = widgets[9]["properties"]["alarms"].as_array().unwrap();
    assert_eq!(states.len(), alarms(&template).len());
    assert_eq!(states[0], "${MonitoringIntegrationErrors.Arn}");
}

#[test]
fn an_alarm_looks_back_a_day() {
    let mut stack = Stack::new("demo");
    let metric = || Metric::new("Custom", "Beats");
    stack.add(
        "Day",
        Alarm::below(metric().period_secs::<60>(), 1).lasting::<1440, 1440>(),
    );
    stack.add(
        "Week",
        Alarm::below(metric().period_secs::<3600>(), 1).lasting::<1, 168>(),
    );
    let template = synth(stack.clone());
    assert_eq!(properties(&template, "Day")["TreatMissingData"], "breaching");
    assert_eq!(
        properties(&template, "Week")["AlarmDescription"],
        "sum of Beats is below 1"
    );
    stack.add("Longer", Alarm::below(metric(), 1).lasting::<1, 289>());
    assert_eq!(crate::testing::codes(stack), ["GW175"]);
}

#[test]
fn the_same_monitoring_yields_the_same_bytes() {
    let text = || {
        let Chat {
            mut stack,
            stage,
            message,
        } = chat(true);
        stack.add("Monitoring", Monitoring::of(&stage).function(&message));
        let mut app = App::new("chat");
        app.stack("dev", stack);
        app.synth().unwrap()[0].1.to_json()
    };
    assert_eq!(text(), text());
}

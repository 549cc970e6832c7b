use ::deploy::{Event, Planned, Status};

use super::*;

const STACK_ID: &str = "arn:aws:cloudformation:eu-west-1:111122223333:stack/chat-dev/0";
const WIDE: Size = Size {
    width: 100,
    height: 50,
};

fn event(logical_id: &str, status: &str, seconds: i64) -> Event {
    let own = logical_id == "chat-dev";
    Event {
        id: format!("{logical_id}-{status}"),
        stack_id: STACK_ID.to_owned(),
        stack: "chat-dev".to_owned(),
        logical_id: logical_id.to_owned(),
        physical_id: if own { STACK_ID.to_owned() } else { String::new() },
        kind: if own {
            STACK.to_owned()
        } else {
            "AWS::SQS::Queue".to_owned()
        },
        status: Status::of(status),
        reason: None,
        time: seconds * 1000,
        token: None,
    }
}

fn shown(planned: &[&str], events: &[Event]) -> Shown {
    let planned = planned.iter().map(|logical_id| Planned {
        logical_id: (*logical_id).to_owned(),
        kind: "AWS::SQS::Queue".to_owned(),
        action: Action::Create,
    });
    let mut progress = Progress::new(STACK_ID).expecting(planned);
    progress.record(events, 20_000);
    let origins = [
        ("Jobs", 7),
        ("Message", 12),
        ("MessageLogs", 12),
        ("MessageRole", 12),
    ];
    let origins = origins.map(|(id, line)| {
        let file = "stacks/chat.rs".to_owned();
        (
            id.to_owned(),
            Origin {
                file,
                line,
                column: None,
            },
        )
    });
    Shown {
        name: "chat-dev".to_owned(),
        progress,
        origins: origins.into(),
    }
}

fn plain(shown: &Shown, size: Size) -> String {
    let lines = frame(std::slice::from_ref(shown), 20_000, size);
    anstream::adapter::strip_str(&lines.join("\n")).to_string()
}

#[test]
fn what_one_line_declared_stands_together() {
    let shown = shown(
        &["Jobs", "MessageLogs", "MessageRole", "Message"],
        &[
            event("chat-dev", "CREATE_IN_PROGRESS", 0),
            event("Jobs", "CREATE_IN_PROGRESS", 1),
            event("MessageLogs", "CREATE_IN_PROGRESS", 2),
            event("MessageLogs", "CREATE_COMPLETE", 5),
        ],
    );
    assert_eq!(
        plain(&shown, WIDE),
        "\
chat-dev  create in progress 1/4  20s
  ● Jobs  SQS::Queue  creating 19s  stacks/chat.rs:7
  ● Message  stacks/chat.rs:12  1/3
    ✓ MessageLogs  SQS::Queue  3s
    · MessageRole  SQS::Queue  create
    · Message      SQS::Queue  create"
    );
}

#[test]
fn a_failure_names_reason_and_line_and_the_way_back_is_told() {
    let failed = Event {
        reason: Some(
            "Resource handler returned message: \"no\nqueue\" (RequestToken: x, HandlerErrorCode: y)"
                .to_owned(),
        ),
        ..event("MessageRole", "CREATE_FAILED", 3)
    };
    let shown = shown(
        &["Jobs", "MessageLogs", "MessageRole"],
        &[
            event("chat-dev", "CREATE_IN_PROGRESS", 0),
            event("Jobs", "CREATE_COMPLETE", 2),
            failed,
            event("chat-dev", "ROLLBACK_IN_PROGRESS", 4),
            event("Jobs", "DELETE_IN_PROGRESS", 5),
            event("Jobs", "DELETE_COMPLETE", 6),
        ],
    );
    assert_eq!(
        plain(&shown, WIDE),
        "\
chat-dev  rolling back 1/2  20s
  ↩ Jobs  SQS::Queue  deleted  stacks/chat.rs:7
  ✗ Message  stacks/chat.rs:12  0/2
    · MessageLogs  SQS::Queue  create
    ✗ MessageRole  SQS::Queue  failed  stacks/chat.rs:12
      no queue"
    );
}

#[test]
fn what_does_not_move_folds_and_then_goes_where_there_is_no_room() {
    let shown = shown(
        &["MessageLogs", "MessageRole", "Jobs", "Mail"],
        &[
            event("chat-dev", "CREATE_IN_PROGRESS", 0),
            event("MessageLogs", "CREATE_COMPLETE", 1),
            event("MessageRole", "CREATE_COMPLETE", 1),
            event("Jobs", "CREATE_IN_PROGRESS", 2),
        ],
    );
    let height = |height| Size { width: 100, height };
    assert_eq!(
        plain(&shown, height(6)),
        "\
chat-dev  create in progress 2/4  20s
  ✓ Message  stacks/chat.rs:12  2/2
  ● Jobs  SQS::Queue  creating 18s  stacks/chat.rs:7
  · Mail  SQS::Queue  create"
    );
    assert_eq!(
        plain(&shown, height(4)),
        "\
chat-dev  create in progress 2/4  20s
  ● Jobs  SQS::Queue  creating 18s  stacks/chat.rs:7"
    );
    assert_eq!(
        plain(&shown, Size { width: 20, height: 2 }),
        "chat-dev  create in…"
    );
}

#[test]
fn names_without_a_common_beginning_stand_under_their_line_alone() {
    let origin = Origin {
        file: "stacks/chat.rs".to_owned(),
        line: 9,
        column: None,
    };
    let mut shown = shown(&["Jobs", "Rooms"], &[]);
    shown.origins = ["Jobs", "Rooms"].map(|id| (id.to_owned(), origin.clone())).into();
    let lines = plain(&shown, WIDE);
    assert_eq!(lines.lines().nth(1), Some("  · stacks/chat.rs:9  0/2"));
}

#[test]
fn the_end_is_told_with_the_services_word() {
    let end = |status: &str| {
        let events = [
            event("chat-dev", "CREATE_IN_PROGRESS", 0),
            event("chat-dev", status, 75),
        ];
        plain(&shown(&[], &events), WIDE)
    };
    assert_eq!(end("CREATE_COMPLETE"), "chat-dev  CREATE_COMPLETE  1m 15s");
    assert_eq!(end("ROLLBACK_COMPLETE"), "chat-dev  ROLLBACK_COMPLETE  1m 15s");
}

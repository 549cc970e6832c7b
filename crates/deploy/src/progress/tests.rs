use super::*;
use crate::event::script::{arn, nested, own, resource};

fn at(seconds: i64, event: Event) -> Event {
    Event {
        time: seconds * 1000,
        ..event
    }
}

fn planned(logical_id: &str) -> Planned {
    Planned {
        logical_id: logical_id.to_owned(),
        kind: "AWS::SQS::Queue".to_owned(),
        action: Action::Create,
    }
}

fn counts(progress: &Progress) -> [usize; 4] {
    let Counts {
        total,
        done,
        running,
        failed,
    } = progress.counts();
    [total, done, running, failed]
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn what_is_planned_is_counted_before_its_turn() {
    let mut progress = Progress::new(arn("chat")).expecting([planned("Jobs"), planned("Mail")]);
    assert_eq!(
        (progress.phase(), counts(&progress)),
        (Phase::Waiting, [2, 0, 0, 0])
    );
    progress.record(
        &[
            at(10, own("chat", "CREATE_IN_PROGRESS")),
            at(11, resource("chat", "Jobs", "CREATE_IN_PROGRESS")),
            at(13, resource("chat", "Jobs", "CREATE_COMPLETE")),
            at(14, resource("chat", "Mail", "CREATE_IN_PROGRESS")),
        ],
        14_000,
    );
    assert_eq!(
        (progress.phase(), counts(&progress)),
        (Phase::Forward, [2, 1, 1, 0])
    );
    assert_eq!(progress.elapsed(20_000), seconds(10));
    let elapsed: Vec<_> = progress
        .items()
        .map(|item| progress.elapsed_of(item, 20_000))
        .collect();
    assert_eq!(elapsed, [seconds(2), seconds(6)]);
    progress.record(&[at(30, own("chat", "CREATE_COMPLETE"))], 31_000);
    assert_eq!(
        (progress.phase(), progress.elapsed(99_000)),
        (Phase::Ended, seconds(20))
    );
}

#[test]
fn the_way_back_is_counted_by_itself_and_the_failure_stays() {
    let mut progress =
        Progress::new(arn("chat")).expecting([planned("Jobs"), planned("Mail"), planned("Never")]);
    let why = Some("no".to_owned());
    progress.record(
        &[
            own("chat", "CREATE_IN_PROGRESS"),
            resource("chat", "Jobs", "CREATE_COMPLETE"),
            Event {
                reason: why.clone(),
                ..resource("chat", "Mail", "CREATE_FAILED")
            },
        ],
        0,
    );
    assert_eq!(counts(&progress), [3, 1, 0, 1]);
    progress.record(
        &[
            own("chat", "ROLLBACK_IN_PROGRESS"),
            resource("chat", "Jobs", "DELETE_IN_PROGRESS"),
        ],
        0,
    );
    assert_eq!(
        (progress.phase(), counts(&progress)),
        (Phase::RollingBack, [2, 0, 1, 0])
    );
    progress.record(&[resource("chat", "Mail", "DELETE_COMPLETE")], 0);
    assert_eq!(counts(&progress), [2, 1, 1, 0]);
    let mail = progress.items().find(|item| item.logical_id == "Mail").unwrap();
    assert_eq!(mail.failure, why);
}

#[test]
fn the_cleanup_counts_what_it_deletes() {
    let mut progress = Progress::new(arn("chat"));
    progress.record(
        &[
            own("chat", "UPDATE_IN_PROGRESS"),
            resource("chat", "Jobs", "UPDATE_COMPLETE"),
            resource("chat", "Mail", "UPDATE_COMPLETE"),
            own("chat", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"),
            resource("chat", "Jobs", "DELETE_IN_PROGRESS"),
        ],
        0,
    );
    assert_eq!(
        (progress.phase(), counts(&progress)),
        (Phase::CleaningUp, [1, 0, 1, 0])
    );
}

#[test]
fn resources_of_nested_stacks_are_deeper() {
    let mut progress = Progress::new(arn("chat"));
    progress.record(
        &[
            nested("chat", "child", "CREATE_IN_PROGRESS"),
            nested("child", "grandchild", "CREATE_IN_PROGRESS"),
            resource("grandchild", "Jobs", "CREATE_IN_PROGRESS"),
        ],
        0,
    );
    let depths: Vec<_> = progress.items().map(|item| item.depth).collect();
    assert_eq!(depths, [0, 1, 2]);
}

#[test]
fn the_past_says_what_to_expect() {
    let history = History::of(&[
        at(0, own("chat", "CREATE_IN_PROGRESS")),
        at(1, resource("chat", "Jobs", "CREATE_IN_PROGRESS")),
        at(6, resource("chat", "Jobs", "CREATE_COMPLETE")),
        at(9, own("chat", "CREATE_COMPLETE")),
    ]);
    let mut progress = Progress::new(arn("chat"))
        .after(history)
        .expecting([planned("Jobs"), planned("Mail")]);
    let expected: Vec<_> = progress.items().map(|item| item.expected).collect();
    assert_eq!(expected, [Some(seconds(5)), Some(seconds(5))]);
    assert_eq!(progress.expected(), Some(seconds(9)));
    progress.record(&[own("chat", "ROLLBACK_IN_PROGRESS")], 0);
    assert_eq!(progress.expected(), None);
}

#[test]
fn a_clock_that_is_late_is_set_forward() {
    let mut progress = Progress::new(arn("chat"));
    progress.record(&[at(100, own("chat", "CREATE_IN_PROGRESS"))], 40_000);
    assert_eq!(progress.elapsed(45_000), seconds(5));
}

#[test]
fn a_stack_without_an_arn_learns_it_from_its_first_event() {
    let mut progress = Progress::new("").expecting([planned("Jobs")]);
    progress.record(
        &[
            own("chat", "CREATE_IN_PROGRESS"),
            resource("chat", "Jobs", "CREATE_COMPLETE"),
        ],
        0,
    );
    assert_eq!(progress.stack_id(), arn("chat"));
    assert_eq!(
        (progress.phase(), counts(&progress)),
        (Phase::Forward, [1, 1, 0, 0])
    );
}

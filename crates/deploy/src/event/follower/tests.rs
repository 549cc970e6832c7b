use std::time::Duration;

use proptest::prelude::*;
use tokio::time::Instant;

use super::*;
use crate::event::script::{Call, Script, arn, nested, own, resource, timed};

/// All that a follower tells, batch after batch.
async fn follow(script: &Script, start: Start) -> (Vec<Event>, Follower<&Script>) {
    let mut follower = Follower::new(script, arn("chat"), start);
    let mut told = Vec::new();
    while let Some(events) = follower.next().await.unwrap() {
        told.extend(events);
    }
    (told, follower)
}

fn ids(events: &[Event]) -> Vec<&str> {
    events.iter().map(|event| event.id.as_str()).collect()
}

fn two_operations() -> Vec<Event> {
    let with = |token: &str, event: Event| Event {
        token: Some(token.to_owned()),
        ..event
    };
    timed([
        with("one", own("chat", "CREATE_IN_PROGRESS")),
        with("one", resource("chat", "Queue", "CREATE_COMPLETE")),
        with("one", own("chat", "CREATE_COMPLETE")),
        with("two", own("chat", "UPDATE_IN_PROGRESS")),
        with("two", resource("chat", "Queue", "UPDATE_COMPLETE")),
        with("two", own("chat", "UPDATE_COMPLETE")),
    ])
}

#[tokio::test(start_paused = true)]
async fn an_operation_is_told_from_the_one_before() {
    let log = two_operations();
    let second = &log[3..];
    let starts = [
        Start::After(Some("chat-2".to_owned())),
        Start::Token("two".to_owned()),
        Start::Since(3000),
        Start::Last,
    ];
    for start in starts {
        let script = Script::new(log.clone(), 2, [Call::Show(6)]);
        let (told, follower) = follow(&script, start.clone()).await;
        assert_eq!(told, second, "{start:?}");
        assert_eq!(follower.end(), log.last());
    }
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_has_not_begun_is_waited_for() {
    let log = two_operations();
    let calls = [Call::Show(3), Call::Show(0), Call::Show(0), Call::Show(1)];
    for start in [
        Start::After(Some("chat-2".to_owned())),
        Start::Token("two".to_owned()),
    ] {
        let script = Script::new(log.clone(), 2, calls);
        let (told, _) = follow(&script, start).await;
        assert_eq!(told, &log[3..]);
    }
}

#[tokio::test(start_paused = true)]
async fn what_follows_on_the_end_is_another_operation() {
    let log = two_operations();
    let script = Script::new(log.clone(), 10, [Call::Show(6)]);
    let (told, follower) = follow(&script, Start::After(None)).await;
    assert_eq!(told, &log[..3]);
    assert_eq!(follower.end().unwrap().status.word(), "CREATE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn the_review_of_a_first_change_set_is_not_the_end() {
    let log = timed([
        own("chat", "REVIEW_IN_PROGRESS"),
        own("chat", "CREATE_IN_PROGRESS"),
        own("chat", "CREATE_COMPLETE"),
    ]);
    let script = Script::new(log.clone(), 10, [Call::Show(1), Call::Show(1)]);
    assert_eq!(follow(&script, Start::After(None)).await.0, log);
    let script = Script::new(log.clone(), 10, [Call::Show(2)]);
    assert_eq!(follow(&script, Start::Last).await.0, &log[1..]);
}

#[tokio::test(start_paused = true)]
async fn a_service_that_refuses_for_ever_is_an_error_in_the_end() {
    let script = Script::new(two_operations(), 10, [Call::Throttle; 20]);
    let mut follower = Follower::new(&script, arn("chat"), Start::Last);
    let error = follower.next().await.unwrap_err();
    assert_eq!(*error.kind(), Kind::Throttled);
}

#[tokio::test(start_paused = true)]
async fn polls_become_rare_while_nothing_moves() {
    let quiet = [Call::Show(0); 30];
    let script = Script::new(two_operations(), 10, [Call::Show(1)].into_iter().chain(quiet));
    let mut follower = Follower::new(&script, arn("chat"), Start::After(None));
    follower.next().await.unwrap();
    let begin = Instant::now();
    follower.next().await.unwrap();
    // Thirty polls; at the rate of the first ones they would take eighteen seconds.
    assert!(begin.elapsed() > Duration::from_secs(90), "{:?}", begin.elapsed());
}

/// An operation that makes or updates a nested stack, with what happened before, and what calls meet.
fn operations() -> impl Strategy<Value = (Vec<Event>, usize, usize, Vec<Call>)> {
    let resources = |most| prop::collection::vec((0..3_u8, any::<bool>()), 0..most);
    let calls = prop::collection::vec(prop_oneof![6 => (0..4_usize).prop_map(Call::Show)], 0..40);
    let refusals = prop::collection::vec(0..60_usize, 0..9);
    (
        any::<bool>(),
        resources(6),
        resources(8),
        resources(5),
        1..6_usize,
        calls,
        refusals,
    )
        .prop_map(|(update, before, within, after, page, mut calls, refusals)| {
            let some = |stack: &'static str, list: Vec<(u8, bool)>| {
                list.into_iter().map(move |(number, done)| {
                    let status = if done {
                        "UPDATE_COMPLETE"
                    } else {
                        "UPDATE_IN_PROGRESS"
                    };
                    resource(stack, &format!("Queue{number}"), status)
                })
            };
            let mut log: Vec<Event> = some("chat", before).collect();
            if update {
                log.extend([
                    own("child", "CREATE_IN_PROGRESS"),
                    own("child", "CREATE_COMPLETE"),
                ]);
            }
            log.push(own("chat", "CREATE_COMPLETE"));
            let begin = log.len();
            let verb = if update { "UPDATE" } else { "CREATE" };
            log.push(own("chat", "UPDATE_IN_PROGRESS"));
            let begins = [
                nested("chat", "child", &format!("{verb}_IN_PROGRESS")),
                own("child", &format!("{verb}_IN_PROGRESS")),
            ];
            // The ARN of a new stack is told after the stack's own first event.
            log.extend(if update {
                begins
            } else {
                let [told, own] = begins;
                [own, told]
            });
            log.extend(some("child", within));
            log.push(own("child", &format!("{verb}_COMPLETE")));
            log.push(nested("chat", "child", &format!("{verb}_COMPLETE")));
            log.extend(some("chat", after));
            log.push(own("chat", "UPDATE_COMPLETE"));
            for place in refusals {
                calls.insert(place.min(calls.len()), Call::Throttle);
            }
            (timed(log), begin, page, calls)
        })
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_comes_twice((log, begin, page, mut calls) in operations()) {
        // The operation has begun: what was before it is there.
        calls.insert(0, Call::Show(begin));
        let script = Script::new(log.clone(), page, calls);
        let start = Start::After(Some(log[begin - 1].id.clone()));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        let (told, follower) = runtime.block_on(follow(&script, start));
        for stack in ["chat", "child"] {
            let of = |events: &[Event]| -> Vec<String> {
                let events = events.iter().filter(|event| event.stack == stack);
                events.map(|event| event.id.clone()).collect()
            };
            prop_assert_eq!(of(&told), of(&log[begin..]));
        }
        prop_assert_eq!(told.len(), log.len() - begin, "{:?}", ids(&told));
        prop_assert_eq!(follower.end(), log.last());
    }

    #[test]
    fn a_reader_that_gives_up_loses_nothing((log, begin, page, calls) in operations(), waits in prop::collection::vec(0..4_u8, 0..60)) {
        let script = Script::new(log.clone(), page, calls);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        let told = runtime.block_on(async {
            let mut follower = Follower::new(&script, arn("chat"), Start::Since(log[begin].time));
            let mut told = Vec::new();
            for wait in waits {
                let wait = Duration::from_millis(150 * u64::from(wait));
                if let Ok(Ok(Some(events))) = tokio::time::timeout(wait, follower.next()).await {
                    told.extend(events);
                }
            }
            while let Some(events) = follower.next().await.unwrap() {
                told.extend(events);
            }
            told
        });
        let mut told = ids(&told);
        let mut expected = ids(&log[begin..]);
        told.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(told, expected);
    }
}

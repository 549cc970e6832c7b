use std::{sync::Mutex, time::Duration};

use proptest::prelude::*;
use tokio::time::timeout;

use super::*;
use crate::{error::Kind, logs::LinePage};

/// Lines that reach CloudWatch one after the other.
struct Script {
    lines: Vec<Line>,
    page: usize,
    state: Mutex<State>,
}

struct State {
    shown: usize,
    calls: usize,
    /// The service refuses every so many calls; 0 for never.
    refuses_each: usize,
}

impl Script {
    fn new(lines: Vec<Line>, page: usize, refuses_each: usize) -> Self {
        let state = Mutex::new(State {
            shown: 0,
            calls: 0,
            refuses_each,
        });
        Self { lines, page, state }
    }

    fn show(&self, more: usize) {
        let mut state = self.state.lock().unwrap();
        state.shown = self.lines.len().min(state.shown + more);
    }

    fn refuse_no_more(&self) {
        self.state.lock().unwrap().refuses_each = 0;
    }
}

impl Lines for &Script {
    async fn lines(&self, group: &str, query: &Query, next: Option<String>) -> Result<LinePage, Error> {
        let mut state = self.state.lock().unwrap();
        state.calls += 1;
        if state.refuses_each > 0 && state.calls.is_multiple_of(state.refuses_each) {
            return Err(Error::new(Kind::Throttled, "logs:FilterLogEvents"));
        }
        let skip: usize = next.map_or(0, |next| next.parse().unwrap());
        let there = self.lines[..state.shown].iter();
        let all = there.filter(|line| line.group == group && line.time >= query.since);
        let lines: Vec<Line> = all.clone().skip(skip).take(self.page).cloned().collect();
        let end = skip + lines.len();
        Ok(LinePage {
            next: (end < all.count()).then(|| end.to_string()),
            lines,
        })
    }
}

fn line(number: i64, group: &str, ingested: i64, delay: i64) -> Line {
    Line {
        id: number.to_string(),
        group: group.to_owned(),
        stream: String::new(),
        time: ingested - delay,
        ingested,
        message: String::new(),
    }
}

fn tail(script: &Script, since: i64) -> Tail<&Script> {
    let groups = ["a", "b", "a"].map(str::to_owned);
    Tail::new(script, groups, Query { since, pattern: None })
}

fn ids(lines: &[Line]) -> Vec<i64> {
    lines.iter().map(|line| line.id.parse().unwrap()).collect()
}

#[tokio::test(start_paused = true)]
async fn lines_of_several_groups_stand_in_the_order_of_time() {
    let lines = [("a", 5), ("a", 7), ("b", 4), ("b", 6), ("a", 1)];
    let lines = (0..)
        .zip(lines)
        .map(|(number, (group, time))| line(number, group, time, 0));
    let script = Script::new(lines.collect(), 2, 0);
    script.show(5);
    // The last one is older than what is asked for.
    assert_eq!(ids(&tail(&script, 2).now().await.unwrap()), [2, 0, 3, 1]);
}

#[tokio::test(start_paused = true)]
async fn who_follows_waits_for_the_next_line() {
    let script = Script::new(vec![line(0, "a", 5, 0), line(1, "b", 9, 0)], 2, 3);
    let mut tail = tail(&script, 0);
    script.show(1);
    assert_eq!(ids(&tail.next().await.unwrap()), [0]);
    assert!(timeout(Duration::from_mins(1), tail.next()).await.is_err());
    script.show(1);
    assert_eq!(ids(&tail.next().await.unwrap()), [1]);
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_comes_twice(
        arrivals in prop::collection::vec((0..20_000_i64, -90_000..OVERLAP, any::<bool>()), 0..40),
        page in 1..5_usize,
        steps in prop::collection::vec(0..5_usize, 0..30),
        refuses_each in prop_oneof![Just(0), 2..7_usize],
    ) {
        let mut ingested = 1_000_000;
        let arrivals = (0..).zip(arrivals);
        let lines: Vec<Line> = arrivals.map(|(number, (pause, delay, first))| {
            ingested += pause;
            line(number, if first { "a" } else { "b" }, ingested, delay)
        }).collect();
        let since = 1_000_000;
        let asked: Vec<Line> = lines.iter().filter(|line| line.time >= since).cloned().collect();
        let script = Script::new(lines, page, refuses_each);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        let mut told = runtime.block_on(async {
            let mut tail = tail(&script, since);
            let mut told = Vec::new();
            for more in steps {
                script.show(more);
                // A refusal is no loss: what was read comes with the next lines.
                told.extend(tail.now().await.unwrap_or_default());
            }
            script.show(40);
            script.refuse_no_more();
            told.extend(tail.now().await.unwrap());
            told
        });
        told.sort_by_key(|line| line.id.parse::<i64>().unwrap());
        prop_assert_eq!(ids(&told), ids(&asked));
    }
}

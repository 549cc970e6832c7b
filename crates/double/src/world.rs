//! What stands in the account, and the clock that its answers tell.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{cloudformation::Stack, fault::Faults, request::Call};

/// The account of the double.
pub(crate) const ACCOUNT: &str = "111122223333";
/// Who asks.
pub(crate) const CALLER: &str = "arn:aws:iam::111122223333:user/double";

/// What stands in the account.
#[derive(Debug)]
pub(crate) struct World {
    /// Stacks that are there and that were there; the latest is the last.
    pub(crate) stacks: Vec<Stack>,
    pub(crate) buckets: BTreeMap<String, BTreeMap<String, Vec<u8>>>,
    /// The code that functions got without a stack: the key in the bucket, by function.
    pub(crate) code: BTreeMap<String, String>,
    pub(crate) logs: Vec<crate::logs::Line>,
    pub(crate) logging_role: Option<String>,
    pub(crate) quotas: BTreeMap<String, f64>,
    pub(crate) faults: Faults,
    pub(crate) calls: Vec<Call>,
    pub(crate) pace: usize,
    pub(crate) page: usize,
    seconds: i64,
    ids: usize,
}

impl Default for World {
    fn default() -> Self {
        Self {
            stacks: Vec::new(),
            buckets: BTreeMap::new(),
            code: BTreeMap::new(),
            logs: Vec::new(),
            logging_role: Some(format!("arn:aws:iam::{ACCOUNT}:role/ApiGatewayLogs")),
            quotas: BTreeMap::new(),
            faults: Faults::default(),
            calls: Vec::new(),
            pace: 1,
            page: 100,
            seconds: 1_767_225_600, // 2026-01-01T00:00:00Z
            ids: 0,
        }
    }
}

impl World {
    /// The next second.
    pub(crate) fn now(&mut self) -> i64 {
        self.seconds += 1;
        self.seconds
    }

    /// An id that was never given before.
    pub(crate) fn id(&mut self) -> String {
        self.ids += 1;
        format!("00000000-0000-4000-8000-{:012x}", self.ids)
    }
}

/// A time as the services write it.
pub(crate) fn time(seconds: i64) -> String {
    Timestamp::from_second(seconds).unwrap_or_default().to_string()
}

//! Only an express state machine ends while its caller waits.

use constructs::{StateMachineRef, prelude::*, websocket::StartSyncExecution};

fn quote(machine: &StateMachineRef) -> Route {
    Route::to(StartSyncExecution::of(machine)).two_way()
}

fn main() {}

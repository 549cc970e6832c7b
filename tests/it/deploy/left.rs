//! Deployments that are left in the middle, and who picks them up.

use std::process::{Child, Stdio};

use gatewright::exit_code;
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use crate::support::{
    account::{Account, STACK},
    dev::eventually,
};

/// An update that stands still, and the program that follows it.
fn in_the_middle() -> (Account, Child) {
    let account = Account::with_stack_in("CREATE_COMPLETE");
    account.write(Account::changed());
    account.double.hold(STACK);
    let child = account
        .command(&["deploy", "--yes"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    eventually("it is executed and followed", || {
        let asked = |action: &str| account.double.asked(&format!("cloudformation:{action}"));
        asked("ExecuteChangeSet") == 1 && asked("DescribeStackEvents") > 3
    });
    (account, child)
}

fn signal(child: &Child, signal: Signal) {
    kill(Pid::from_raw(i32::try_from(child.id()).unwrap()), signal).unwrap();
}

/// Whoever comes next follows the same operation to its end.
fn picked_up(account: &Account) {
    account.double.release(STACK);
    account.deploy().ended(exit_code::OK);
    assert_eq!(account.double.status(STACK).as_deref(), Some("UPDATE_COMPLETE"));
    let executed = account.double.asked("cloudformation:ExecuteChangeSet");
    assert_eq!(executed, 1, "nothing was left to do");
}

#[test]
fn without_a_terminal_ctrl_c_leaves_it_to_the_service() {
    let (account, child) = in_the_middle();
    signal(&child, Signal::SIGINT);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(i32::from(exit_code::INTERRUPTED)));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("goes on without this program"), "{said}");
    assert_eq!(account.double.asked("cloudformation:CancelUpdateStack"), 0);
    picked_up(&account);
}

#[test]
fn one_that_was_killed_is_picked_up_by_the_next() {
    let (account, mut child) = in_the_middle();
    signal(&child, Signal::SIGKILL);
    child.wait().unwrap();
    picked_up(&account);
}

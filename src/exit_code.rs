//! How the program ends; scripts may rely on these numbers.

/// It worked.
pub const OK: u8 = 0;
/// It did not work, for a reason that the message explains.
pub const FAILED: u8 = 1;
/// The command line is wrong. Usage errors that clap finds have this code, too.
pub const USAGE: u8 = 2;
/// The stacks program or a function does not compile; the compiler's error was shown.
pub const DOES_NOT_COMPILE: u8 = 3;
/// The stacks program ran and refused its stacks; its findings were shown.
pub const FINDINGS: u8 = 4;
/// A WebSocket handshake was refused; status and body were shown.
pub const REFUSED: u8 = 5;
/// A script of the client expected a frame that did not come.
pub const UNMET: u8 = 6;
/// `check` found something as bad as `--fail-on` says, or worse.
pub const FOUND: u8 = 7;
/// `check` could not read a template.
pub const UNREADABLE: u8 = 8;
/// `diff --fail-on any`: something differs.
pub const DIFFERENT: u8 = 9;
/// `diff --fail-on contract`: clients notice.
pub const BREAKING: u8 = 10;
/// `diff --fail-on destructive`: data is lost or protected less.
pub const DESTRUCTIVE: u8 = 11;
/// `diff --fail-on broadening`: somebody may do more than before, or nobody can say that they may not.
pub const BROADENING: u8 = 12;
/// `deploy`: a stack could not be made or updated, and is what it was before, or must be deleted.
pub const NOT_DEPLOYED: u8 = 13;
/// `deploy`, `bootstrap`: nobody approved the change, or it would lose data that nobody gave up.
pub const NOT_APPROVED: u8 = 14;
/// AWS was not reached as somebody who may: credentials, region, or a missing permission.
pub const NO_ACCESS: u8 = 15;
/// A stack is in a state that a person has to lead it out of.
pub const NEEDS_A_PERSON: u8 = 16;
/// `drift`: something was changed on AWS past the template.
pub const DRIFTED: u8 = 17;
/// A defect of this program.
pub const INTERNAL: u8 = 70;
/// Ended by Ctrl-C or a termination signal before it was done.
pub const INTERRUPTED: u8 = 130;

//! Questions to whoever sits at the terminal.

use std::{
    io::{self, IsTerminal as _, Write as _},
    thread,
};

use tokio::sync::oneshot;

use crate::{exit_code, report::Failure};

/// Why a stack is left as it is.
#[derive(Debug, thiserror::Error)]
enum NotApproved {
    #[error("{0} is left as it is")]
    Declined(String),
    #[error("{0} is left as it is: nobody can be asked here")]
    NobodyToAsk(String),
}

/// Whether somebody can be asked.
pub(crate) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Goes on with a stack when somebody says so now, or has said `--yes`.
pub(crate) async fn approve(stack: &str, yes: bool) -> Result<(), Failure> {
    let stack = stack.to_owned();
    if yes {
        return Ok(());
    }
    if !can_ask() {
        let failure = Failure::new(NotApproved::NobodyToAsk(stack));
        return Err(failure
            .code(exit_code::NOT_APPROVED)
            .hint("`--yes` answers with yes"));
    }
    if confirm("go on?").await {
        Ok(())
    } else {
        Err(Failure::new(NotApproved::Declined(stack)).code(exit_code::NOT_APPROVED))
    }
}

/// Asks a question that is answered with yes or no; anything but a plain yes is no.
pub(crate) async fn confirm(question: &str) -> bool {
    matches!(
        line(&format!("{question} [y/N] ")).await.to_lowercase().as_str(),
        "y" | "yes"
    )
}

/// Asks for a line; the empty one where there is no answer.
///
/// It is read by a thread of its own, which nobody waits for when the program ends.
pub(crate) async fn line(question: &str) -> String {
    let _ = write!(anstream::stderr().lock(), "{question}");
    let _ = io::stderr().flush();
    let (sender, receiver) = oneshot::channel();
    thread::spawn(move || {
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line);
        // Who gave up waiting does not want it.
        let _ = sender.send(read.map(|_| line).unwrap_or_default());
    });
    receiver.await.unwrap_or_default().trim().to_owned()
}

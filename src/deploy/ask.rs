//! Questions to whoever sits at the terminal.

use std::{
    io::{self, IsTerminal as _, Write as _},
    thread,
};

use tokio::sync::oneshot;

/// Whether somebody can be asked.
pub(crate) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
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

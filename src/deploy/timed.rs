//! How long each step takes, for `--verbose`.

use std::time::Instant;

use crate::ui;

/// Does a step of a stack and says how long it took.
pub(crate) async fn timed<T>(stack: &str, step: &str, work: impl Future<Output = T>) -> T {
    let begin = Instant::now();
    let done = work.await;
    ui::detail(format_args!(
        "{stack}: {step}: {} ms",
        begin.elapsed().as_millis()
    ));
    done
}

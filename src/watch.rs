//! Something changed in one of the folders that matter.
//!
//! That is all that is said: what changed, and whether it matters, is found out by comparing contents.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::Duration,
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode},
};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};

use crate::cargo::{self, Kind};

/// An editor writes a file in several steps, and a checkout many files: they are over when nothing comes for so long.
const QUIET: Duration = Duration::from_millis(100);

/// Watches folders, without what is below them.
#[derive(Debug)]
pub(crate) struct Watch {
    watcher: RecommendedWatcher,
    changes: mpsc::UnboundedReceiver<()>,
    folders: BTreeSet<PathBuf>,
    /// Something changed, and it counts as over at this time.
    quiet_at: Option<Instant>,
}

impl Watch {
    /// Watches nothing yet.
    pub(crate) fn new() -> notify::Result<Self> {
        let (sender, changes) = mpsc::unbounded_channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_change(&event)) {
                // Nobody waits any more: the program ends.
                let _ = sender.send(());
            }
        })?;
        Ok(Self {
            watcher,
            changes,
            folders: BTreeSet::new(),
            quiet_at: None,
        })
    }

    /// Watches these folders from now on. What happened in a new one before counts as a change.
    pub(crate) fn follow(&mut self, folders: &BTreeSet<PathBuf>) {
        for gone in self.folders.difference(folders) {
            // A folder that was removed is no longer watched anyway.
            let _ = self.watcher.unwatch(gone);
        }
        for new in folders.difference(&self.folders) {
            // One that does not exist yet appears in the folder above it, which is watched, too.
            let _ = self.watcher.watch(new, RecursiveMode::NonRecursive);
            self.quiet_at = Some(Instant::now());
        }
        self.folders.clone_from(folders);
    }

    /// Waits until something has changed and it is quiet again. Giving up the wait loses nothing.
    pub(crate) async fn changed(&mut self) {
        loop {
            match self.quiet_at {
                None => {
                    self.next().await;
                    self.quiet_at = Some(Instant::now() + QUIET);
                }
                Some(quiet_at) => tokio::select! {
                    () = sleep_until(quiet_at) => {
                        self.quiet_at = None;
                        return;
                    }
                    () = self.next() => self.quiet_at = Some(Instant::now() + QUIET),
                },
            }
        }
    }

    async fn next(&mut self) {
        if self.changes.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

/// This folder and every folder below it that is neither hidden nor a build output.
pub(crate) fn all_folders(root: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        // A folder that is gone by now has nothing to watch.
        let entries = cargo::entries(&folder).unwrap_or_default();
        open.extend(
            entries
                .into_iter()
                .filter(|(_, kind)| *kind == Kind::Folder)
                .map(|(name, _)| folder.join(name)),
        );
        found.insert(folder);
    }
    found
}

/// Reading is no change, and neither are the files that editors hide.
fn is_change(event: &Event) -> bool {
    let read = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    };
    !read && !event.paths.iter().all(|path| is_hidden(path))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b".") && name != ".cargo")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn event(kind: EventKind, path: &str) -> Event {
        Event::new(kind).add_path(path.into())
    }

    #[test]
    fn reading_and_hidden_files_are_no_change() {
        let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let read = EventKind::Access(AccessKind::Open(AccessMode::Any));
        assert!(is_change(&event(written, "/w/stacks/chat.rs")));
        assert!(is_change(&event(EventKind::Any, "/w/.cargo")));
        assert!(!is_change(&event(read, "/w/stacks/chat.rs")));
        assert!(!is_change(&event(written, "/w/stacks/.chat.rs.swp")));
    }

    #[tokio::test]
    async fn a_written_file_is_a_change_even_when_the_first_wait_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let mut watch = Watch::new().unwrap();
        watch.follow(&BTreeSet::from([folder.path().to_owned()]));
        watch.changed().await;
        fs::write(folder.path().join("chat.rs"), "").unwrap();
        // Whether it is given up before or after the change came in.
        let _ = tokio::time::timeout(QUIET / 2, watch.changed()).await;
        watch.changed().await;
    }
}

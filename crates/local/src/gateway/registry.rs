//! Which connections there are.
//!
//! One registry serves all APIs of the process: a connection is reachable through every stage of its own API and
//! through no other API.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::connection::Connection;

/// The connections by id.
#[derive(Debug, Default)]
pub(super) struct Registry(Mutex<HashMap<String, Slot>>);

#[derive(Clone, Debug)]
enum Slot {
    Pending,
    Open(Arc<Connection>),
}

/// What is known of a connection.
#[derive(Clone, Debug)]
pub(super) enum Presence {
    /// It is open and addressable.
    Open(Arc<Connection>),
    /// Its handshake still runs: it is not addressable yet.
    Pending,
    /// It was closed, belongs to another API, or never got past its handshake.
    Gone,
}

impl Registry {
    /// Registers a connection whose handshake begins; it is forgotten when the guard goes before the 101 is out.
    pub(super) fn pend(&self, id: String) -> Pending<'_> {
        self.slots().insert(id.clone(), Slot::Pending);
        Pending { registry: self, id }
    }

    /// Makes a connection addressable.
    pub(super) fn open(&self, connection: Arc<Connection>) {
        let id = connection.client.connection_id.clone();
        self.slots().insert(id, Slot::Open(connection));
    }

    /// Forgets a connection.
    pub(super) fn close(&self, id: &str) {
        self.slots().remove(id);
    }

    /// Looks a connection up, as seen from an API.
    pub(super) fn find(&self, api: &str, id: &str) -> Presence {
        match self.slots().get(id) {
            Some(Slot::Open(connection)) if connection.client.api_id == api => {
                Presence::Open(Arc::clone(connection))
            }
            Some(Slot::Pending) => Presence::Pending,
            Some(Slot::Open(_)) | None => Presence::Gone,
        }
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<String, Slot>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection whose handshake runs.
#[derive(Debug)]
pub(super) struct Pending<'a> {
    registry: &'a Registry,
    id: String,
}

impl Drop for Pending<'_> {
    fn drop(&mut self) {
        let mut slots = self.registry.slots();
        if matches!(slots.get(&self.id), Some(Slot::Pending)) {
            slots.remove(&self.id);
        }
    }
}

//! What a stack knows of the types of its resources.

use std::collections::BTreeMap;

use crate::{Stack, TypeInfo};

/// The facts of types: of every table that was used, and of others by whoever knows them.
#[derive(Clone, Debug, Default)]
pub(crate) struct KnownTypes {
    used: BTreeMap<&'static str, TypeInfo>,
    others: Option<fn(&str) -> Option<&'static TypeInfo>>,
}

impl KnownTypes {
    /// Keeps the facts of a table.
    pub(crate) fn add(&mut self, info: TypeInfo) {
        self.used.insert(info.cfn_type, info);
    }

    /// The facts of a type.
    pub(crate) fn find(&self, cfn_type: &str) -> Option<TypeInfo> {
        let used = self.used.get(cfn_type);
        used.or_else(|| self.others?(cfn_type)).copied()
    }
}

impl Stack {
    /// Looks types up here whose tables the stack does not use, so that its raw resources get tags, and have their
    /// attributes checked. `constructs::App` does it with all tables that there are.
    pub fn types_from(&mut self, others: fn(&str) -> Option<&'static TypeInfo>) {
        self.types.others = Some(others);
    }
}

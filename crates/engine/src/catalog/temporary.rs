//! Tables that a session makes and forgets: what `.set-or-append` writes, and the last result.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::tables::Table;

/// Tables of a session, by name. They hide tables of the workspace.
#[derive(Debug, Default)]
pub(super) struct TemporaryTables(RwLock<BTreeMap<Arc<str>, Arc<Table>>>);

impl TemporaryTables {
    pub(super) fn get(&self, name: &str) -> Option<Arc<Table>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    pub(super) fn put(&self, table: Table) {
        let name = table.symbol().name.clone();
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(name, Arc::new(table));
    }

    /// Whether there was one.
    pub(super) fn remove(&self, name: &str) -> bool {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(name).is_some()
    }

    pub(super) fn names(&self) -> Vec<Arc<str>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }
}

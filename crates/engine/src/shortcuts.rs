//! What a session does so that queries take less time. None of it changes an answer, which tests hold by leaving one
//! out.

use datafusion::execution::cache::cache_manager::{CacheManager, CacheManagerConfig};

use crate::optimizer;

/// What is done so that queries take less time: everything, unless tests say otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcuts {
    /// Rules of the optimizer that are left out, by name; see [`omittable_rules`].
    pub omitted_rules: Vec<String>,
    /// Whether what nobody reads is taken out of a query once it is bound.
    pub prunes: bool,
}

impl Default for Shortcuts {
    fn default() -> Self {
        Self { omitted_rules: Vec::new(), prunes: true }
    }
}

/// Rules that make a plan one that runs at all, or one that has its answer.
const NEEDED: [&str; 8] = [
    "remove_once",
    "forget_keys",
    "hide_equalities",
    "hide_constants",
    "OutputRequirements",
    "EnsureRequirements",
    "EnsureCooperative",
    "SanityCheckPlan",
];

/// The names of the rules, logical and physical, without which a query has the same answer later.
#[must_use]
pub fn omittable_rules() -> Vec<String> {
    let footers = CacheManager::try_new(&CacheManagerConfig::default()).map(|caches| caches.get_file_metadata_cache());
    let Ok(footers) = footers else { return Vec::new() };
    let logical = optimizer::rules(&footers);
    let physical = optimizer::physical_rules(&footers);
    let logical = logical.iter().map(|rule| rule.name().to_owned());
    let mut names: Vec<String> = logical.chain(physical.iter().map(|rule| rule.name().to_owned())).collect();
    names.retain(|name| !NEEDED.contains(&name.as_str()));
    names.sort();
    names.dedup();
    names
}

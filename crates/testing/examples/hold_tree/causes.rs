//! Why queries differ, counted.

use std::collections::BTreeMap;

/// Causes, with the queries of each.
#[derive(Debug, Default)]
pub(super) struct Causes(BTreeMap<String, Vec<String>>);

impl Causes {
    /// A query that differs for that reason.
    pub(super) fn add(&mut self, cause: String, place: &str, detail: &str) {
        self.0.entry(cause).or_default().push(format!("{place}: {detail}"));
    }

    /// Writes them, the most frequent first, with the first queries of each.
    pub(super) fn print(&self, shown: usize) {
        let mut causes: Vec<_> = self.0.iter().collect();
        causes.sort_by_key(|(_, queries)| std::cmp::Reverse(queries.len()));
        for (cause, queries) in causes {
            println!("{:6} {cause}", queries.len());
            queries.iter().take(shown).for_each(|query| println!("           {query}"));
        }
    }
}

/// A message without the names in it, so that the same fault counts as one.
pub(super) fn general(message: &str) -> String {
    let parts = message.split('\'').enumerate();
    parts.map(|(i, part)| if i % 2 == 0 { part } else { "'…'" }).collect()
}

//! Which tables a query reaches.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use lurcher_binder::bound::{BoundQuery, BoundResult, Plan};
use lurcher_binder::{StageAnswer, StageRunner};
use lurcher_diagnostics::Span;

/// Runs no stage, and remembers which stored tables they read.
#[derive(Debug, Default)]
pub(crate) struct ReachedByStages {
    names: RefCell<BTreeSet<Arc<str>>>,
}

impl ReachedByStages {
    /// The names of the tables.
    pub(crate) fn into_names(self) -> BTreeSet<Arc<str>> {
        self.names.into_inner()
    }
}

impl StageRunner for ReachedByStages {
    fn run(&self, result: &BoundResult, _: usize, _: Span) -> Result<StageAnswer, String> {
        visit(&result.plan, &mut self.names.borrow_mut());
        Ok(StageAnswer::Unknown)
    }
}

/// The names of the stored tables that a query reads.
pub(crate) fn tables_of(query: &BoundQuery) -> BTreeSet<Arc<str>> {
    let mut names = BTreeSet::new();
    query.results.iter().for_each(|result| visit(&result.plan, &mut names));
    names
}

fn visit(plan: &Plan, names: &mut BTreeSet<Arc<str>>) {
    match plan {
        Plan::TableScan(scan) => drop(names.insert(Arc::clone(&scan.table.name))),
        Plan::Values(_) | Plan::Range(_) => {}
        Plan::Filter(node) => visit(&node.input, names),
        Plan::Extend(node) => visit(&node.input, names),
        Plan::Aggregate(node) => visit(&node.input, names),
        Plan::Sort(node) => visit(&node.input, names),
        Plan::Limit(node) => visit(&node.input, names),
        Plan::Expand(node) => visit(&node.input, names),
        Plan::Parse(node) => visit(&node.input, names),
        Plan::Window(node) => visit(&node.input, names),
        Plan::Scan(node) => visit(&node.input, names),
        Plan::GraphSearch(node) => visit(&node.input, names),
        Plan::Join(node) => {
            visit(&node.left, names);
            visit(&node.right, names);
        }
        Plan::Union(node) => node.legs.iter().for_each(|leg| visit(&leg.input, names)),
        Plan::Materialized(reader) => visit(&reader.source.plan, names),
    }
}

//! Which tables a query reaches.

use std::collections::BTreeSet;
use std::sync::Arc;

use lurcher_binder::bound::{BoundQuery, Plan};

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

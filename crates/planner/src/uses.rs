//! Which columns are read, and how often.

use std::collections::BTreeSet;
use std::sync::Arc;

use lurcher_binder::bound::{BoundResult, ColumnId, Expr, Materialization, Parse, ParsePart, Plan};
use rustc_hash::FxHashMap;

/// How often each column is read by what is itself needed. Ids are unique in a query and a column is made below its
/// readers, so that one walk from the root finds all.
#[derive(Debug, Default)]
pub struct Uses {
    reads: FxHashMap<ColumnId, u32>,
    /// How many of the reads are those of filters.
    filters: FxHashMap<ColumnId, u32>,
    materialized: FxHashMap<u32, (Arc<Materialization>, BTreeSet<ColumnId>)>,
    next: u32,
}

impl Uses {
    /// The uses of a result's columns.
    pub fn of(result: &BoundResult) -> Self {
        let mut uses = Uses::default();
        uses.add(result);
        uses
    }

    /// The uses of some columns of a plan.
    pub fn of_columns(plan: &Plan, columns: &[ColumnId]) -> Self {
        let mut uses = Uses::default();
        columns.iter().for_each(|id| uses.read(*id));
        uses.plan(plan);
        uses
    }

    fn add(&mut self, result: &BoundResult) {
        for column in &result.columns {
            self.read(column.id);
        }
        self.plan(&result.plan);
    }

    /// How often a column is read.
    pub fn reads(&self, id: ColumnId) -> u32 {
        self.reads.get(&id).copied().unwrap_or(0)
    }

    /// Whether a column is read at all.
    pub fn is_read(&self, id: ColumnId) -> bool {
        self.reads.contains_key(&id)
    }

    /// Whether nobody but filters reads a column.
    pub fn only_filters(&self, id: ColumnId) -> bool {
        self.filters.get(&id).is_some_and(|filters| *filters == self.reads(id))
    }

    /// The id of a column that only the planner knows. It counts as read.
    pub fn hidden(&mut self) -> ColumnId {
        let id = ColumnId(self.next);
        self.read(id);
        id
    }

    /// Counts one more reader of a column: the planner.
    pub fn keep(&mut self, id: ColumnId) {
        self.read(id);
    }

    fn made(&mut self, id: ColumnId) {
        self.next = self.next.max(id.0.saturating_add(1));
    }

    fn read(&mut self, id: ColumnId) {
        self.made(id);
        *self.reads.entry(id).or_default() += 1;
    }

    fn expr(&mut self, expr: &Expr) {
        expr.visit_columns(&mut |id| self.read(id));
    }

    fn plan(&mut self, plan: &Plan) {
        match plan {
            Plan::TableScan(scan) => scan.columns.iter().for_each(|c| self.made(c.id)),
            Plan::Values(values) => values.columns.iter().for_each(|(id, _)| self.made(*id)),
            Plan::Range(range) => self.made(range.column),
            Plan::Filter(filter) => {
                self.expr(&filter.predicate);
                filter.predicate.visit_columns(&mut |id| *self.filters.entry(id).or_default() += 1);
                self.plan(&filter.input);
            }
            Plan::Extend(extend) => {
                for (id, expr) in &extend.columns {
                    self.made(*id);
                    if self.is_read(*id) {
                        self.expr(expr);
                    }
                }
                self.plan(&extend.input);
            }
            Plan::Aggregate(aggregate) => {
                for (id, expr) in &aggregate.keys {
                    self.made(*id);
                    self.expr(expr);
                }
                for call in &aggregate.aggregates {
                    call.outputs.iter().for_each(|id| self.made(*id));
                    if call.outputs.iter().any(|id| self.is_read(*id)) {
                        call.args.iter().for_each(|arg| self.expr(arg));
                    }
                }
                self.plan(&aggregate.input);
            }
            Plan::Sort(sort) => {
                sort.keys.iter().for_each(|key| self.expr(&key.expr));
                self.plan(&sort.input);
            }
            Plan::Limit(limit) => self.plan(&limit.input),
            Plan::Join(join) => {
                for (left, right) in &join.on {
                    self.expr(left);
                    self.expr(right);
                }
                join.condition.iter().for_each(|condition| self.expr(condition));
                self.plan(&join.left);
                self.plan(&join.right);
            }
            Plan::Union(union) => {
                for leg in &union.legs {
                    for ((id, _), expr) in union.columns.iter().zip(&leg.columns) {
                        self.made(*id);
                        if self.is_read(*id) {
                            self.expr(expr);
                        }
                    }
                    self.plan(&leg.input);
                }
            }
            Plan::Expand(expand) => {
                expand.index.iter().for_each(|id| self.made(*id));
                for column in &expand.columns {
                    self.made(column.output);
                    self.expr(&column.source);
                }
                self.plan(&expand.input);
            }
            Plan::Parse(parse) => {
                for id in parse_outputs(parse) {
                    self.made(id);
                }
                self.expr(&parse.source);
                self.plan(&parse.input);
            }
            Plan::Window(window) => {
                window.partition.iter().for_each(|(id, _)| self.read(*id));
                for call in &window.calls {
                    self.made(call.output);
                    if self.is_read(call.output) {
                        call.args.iter().for_each(|arg| self.expr(arg));
                    }
                }
                self.plan(&window.input);
            }
            Plan::Scan(scan) => {
                scan.declared.iter().for_each(|column| self.made(column.id));
                scan.match_id.iter().for_each(|id| self.made(*id));
                scan.state.iter().for_each(|state| {
                    self.made(state.id);
                    self.read(state.column);
                });
                scan.partition.iter().for_each(|(id, _)| self.read(*id));
                scan.expressions().for_each(|expr| self.expr(expr));
                self.plan(&scan.input);
            }
            Plan::GraphSearch(search) => {
                search.searched().for_each(|id| self.read(id));
                for output in &search.outputs {
                    self.made(output.id);
                    if self.is_read(output.id) {
                        self.read(output.value.column());
                    }
                }
                self.plan(&search.input);
            }
            Plan::Materialized(reader) => {
                let read: Vec<ColumnId> =
                    reader.columns.iter().filter(|c| self.is_read(c.0)).map(|(_, _, source)| *source).collect();
                reader.columns.iter().for_each(|c| self.made(c.0));
                let entry = self.materialized.entry(reader.source.id);
                entry.or_insert_with(|| (Arc::clone(&reader.source), BTreeSet::new())).1.extend(read);
            }
        }
    }
}

/// The columns that a `parse` makes.
fn parse_outputs(parse: &Parse) -> impl Iterator<Item = ColumnId> {
    parse.parts.iter().filter_map(|part| match part {
        ParsePart::Column(id, _) => Some(*id),
        ParsePart::Text(_) | ParsePart::Skip => None,
    })
}

/// For each materialization, by id, the columns that any of these results reads, directly or through another
/// materialization.
pub fn materialized_columns(results: &[BoundResult]) -> Vec<(u32, Vec<ColumnId>)> {
    let mut uses = Uses::default();
    results.iter().for_each(|result| uses.add(result));
    loop {
        let before: usize = uses.materialized.values().map(|(_, columns)| columns.len()).sum();
        for (source, columns) in uses.materialized.values().cloned().collect::<Vec<_>>() {
            columns.iter().for_each(|id| uses.read(*id));
            uses.plan(&source.plan);
        }
        let after: usize = uses.materialized.values().map(|(_, columns)| columns.len()).sum();
        if before == after {
            break;
        }
    }
    uses.materialized.into_iter().map(|(id, (_, columns))| (id, columns.into_iter().collect())).collect()
}

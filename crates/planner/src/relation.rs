//! A plan under construction: a node, and what each column is in terms of the node's fields.

use std::sync::Arc;

use datafusion::common::{Column, DFSchema, DFSchemaRef, Result};
use datafusion::logical_expr::{EmptyRelation, Expr, Filter, LogicalPlan, Projection, Sort, SortExpr};
use indexmap::IndexMap;
use lurcher_binder::bound::{self, ColumnId};
use lurcher_functions::types::null_scalar;
use lurcher_symbols::ScalarType;
use lurcher_symbols::mutants::{Mutant, is_planted};
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::cost::is_costly;
use crate::expressions;
use crate::fields::{column, field_name};
use crate::marks::once;
use crate::planner::sort_key;
use crate::uses::Uses;

/// A filter keeps about one of so many rows.
const FILTERED: u64 = 4;

/// What a column is.
#[derive(Debug, Clone)]
pub struct ColumnExpr {
    /// How it is made of the node's fields.
    pub expr: Expr,
    /// Its KQL type.
    pub ty: ScalarType,
}

/// What each column is, in the order of definition.
pub type Columns = IndexMap<ColumnId, ColumnExpr, FxBuildHasher>;

/// A column that rows are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderKey {
    pub column: ColumnId,
    pub descending: bool,
    pub nulls_first: bool,
}

/// The order of a relation's rows.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// The keys, columns of the relation; none where the order is whatever it is.
    pub keys: Vec<OrderKey>,
    /// Whether the node may have lost the order, so that who needs it must sort again.
    pub lost: bool,
}

/// Rows and their columns.
#[derive(Debug)]
pub struct Relation {
    node: LogicalPlan,
    columns: Columns,
    order: Order,
    unique: Option<Vec<ColumnId>>,
    rows: Option<u64>,
    empty: bool,
}

impl Relation {
    /// The rows of a node.
    pub fn new(node: LogicalPlan, columns: Columns) -> Self {
        Self { node, columns, order: Order::default(), unique: None, rows: None, empty: false }
    }

    /// No rows. Nothing is read for them.
    pub fn empty(columns: impl IntoIterator<Item = (ColumnId, ScalarType)>) -> Self {
        let mut relation = Self::new(empty_node(false, Arc::new(DFSchema::empty())), Columns::default());
        relation.empty = true;
        relation.rows = Some(0);
        columns.into_iter().for_each(|(id, ty)| relation.define_missing(id, ty));
        relation
    }

    /// One row without columns.
    pub fn one_row() -> Self {
        Self::new(empty_node(true, Arc::new(DFSchema::empty())), Columns::default())
    }

    /// The same columns without rows.
    pub fn without_rows(self) -> Self {
        let node = empty_node(false, Arc::clone(self.node.schema()));
        Self { empty: true, rows: Some(0), ..Self::new(node, self.columns) }
    }

    /// Whether it is known that there are no rows.
    pub fn is_empty(&self) -> bool {
        self.empty
    }

    /// The fields of its node.
    pub fn schema(&self) -> &DFSchemaRef {
        self.node.schema()
    }

    /// The node alone.
    pub fn into_node(self) -> LogicalPlan {
        self.node
    }

    /// The same columns over another node, which has the fields of the old one and each row at most once.
    pub fn map_node(self, make: impl FnOnce(Arc<LogicalPlan>) -> Result<LogicalPlan>) -> Result<Self> {
        Ok(Self { node: make(Arc::new(self.node))?, ..self })
    }

    /// The same columns over another node, which has the fields of the old one and each row as often as it likes.
    pub fn repeat_rows(self, make: impl FnOnce(Arc<LogicalPlan>) -> Result<LogicalPlan>) -> Result<Self> {
        let unique = if is_planted(Mutant::UniqueRowsOutliveRepetition) { self.unique.clone() } else { None };
        Ok(Self { unique, rows: None, ..self.map_node(make)? })
    }

    /// All columns.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// What a column is.
    pub fn column(&self, id: ColumnId) -> Result<Expr> {
        expressions::column(id, &self.columns)
    }

    /// An expression over the relation's columns.
    pub fn lower(&self, expr: &bound::Expr) -> Result<Expr> {
        expressions::lower(expr, &self.columns)
    }

    /// Adds a column.
    pub fn define(&mut self, id: ColumnId, ty: ScalarType, expr: Expr) {
        self.columns.insert(id, ColumnExpr { expr, ty });
    }

    /// Adds a column that is null in every row, a string `""`.
    pub fn define_missing(&mut self, id: ColumnId, ty: ScalarType) {
        self.define(id, ty, Expr::Literal(null_scalar(ty), None));
    }

    /// Adds a column that is the node's field of that id.
    pub fn define_field(&mut self, id: ColumnId, ty: ScalarType) {
        self.define(id, ty, column(field_name(id)));
    }

    /// Takes a column away.
    pub fn forget(&mut self, id: ColumnId) {
        self.columns.shift_remove(&id);
    }

    /// Adds columns; those that are costly and read more than once are computed here.
    pub fn extend(mut self, uses: &Uses, columns: Vec<(ColumnId, ColumnExpr)>) -> Result<Self> {
        let shared: Vec<ColumnId> =
            columns.iter().filter(|(id, c)| uses.reads(*id) > 1 && is_costly(&c.expr)).map(|(id, _)| *id).collect();
        self.columns.extend(columns);
        if shared.is_empty() { Ok(self) } else { self.compute(uses, &shared) }
    }

    /// Only the rows for which a predicate is true.
    pub fn filter(self, predicate: Expr) -> Result<Self> {
        match &predicate {
            Expr::Literal(value, _) if *value == true.into() => return Ok(self),
            Expr::Literal(..) => return Ok(self.without_rows()),
            _ if self.empty => return Ok(self),
            _ => {}
        }
        let node = match self.node {
            LogicalPlan::Filter(filter) => Filter::try_new(filter.predicate.and(predicate), filter.input)?,
            other => Filter::try_new(predicate, Arc::new(other))?,
        };
        let rows = self.rows.map(|rows| rows / FILTERED);
        Ok(Self { node: LogicalPlan::Filter(node), rows, ..self })
    }

    /// About how many rows there are, where there is a clue. It decides which side of a join is held in memory, never
    /// an answer.
    pub fn rows(&self) -> Option<u64> {
        self.rows
    }

    /// Says how many rows there are, about.
    pub fn with_rows(self, rows: Option<u64>) -> Self {
        Self { rows, ..self }
    }

    /// Turns some columns into fields, and keeps the fields that the others are made of.
    pub fn compute(mut self, uses: &Uses, ids: &[ColumnId]) -> Result<Self> {
        let mut kept: FxHashSet<Column> = FxHashSet::default();
        let mut computed = Vec::with_capacity(ids.len());
        for (id, column) in &self.columns {
            if ids.contains(id) {
                computed.push(field_of(*id, &column.expr, uses));
            } else if uses.is_read(*id) {
                kept.extend(column.expr.column_refs().into_iter().cloned());
            }
        }
        let schema = Arc::clone(self.node.schema());
        let passed = schema.columns().into_iter().filter(|c| kept.contains(c)).map(Expr::Column);
        let fields = passed.chain(computed).collect();
        self.node = project(self.node, fields, self.empty)?;
        for id in ids {
            if let Some(computed) = self.columns.get_mut(id) {
                computed.expr = column(field_name(*id));
            }
        }
        Ok(self)
    }

    /// Turns those of its columns that are read into fields, and nothing else.
    pub fn project(mut self, uses: &Uses) -> Result<Self> {
        self.columns.retain(|id, _| uses.is_read(*id));
        let is_field = |id: &ColumnId, expr: &Expr| match expr {
            Expr::Column(field) => field.relation.is_none() && field.name == field_name(*id),
            _ => false,
        };
        if self.columns.iter().all(|(id, column)| is_field(id, &column.expr)) {
            return Ok(self);
        }
        let fields = self.columns.iter().map(|(id, column)| field_of(*id, &column.expr, uses)).collect();
        self.node = project(self.node, fields, self.empty)?;
        for (id, computed) in &mut self.columns {
            computed.expr = column(field_name(*id));
        }
        Ok(self)
    }

    /// The order of the rows.
    pub fn order(&self) -> &Order {
        &self.order
    }

    /// Says in what order the rows are.
    pub fn ordered_by(self, keys: Vec<OrderKey>, lost: bool) -> Self {
        Self { order: Order { keys, lost }, ..self }
    }

    /// The order as DataFusion's sort keys.
    pub fn order_keys(&self) -> Result<Vec<SortExpr>> {
        let key = |key: &OrderKey| Ok(sort_key(self.column(key.column)?, key.descending, key.nulls_first));
        self.order.keys.iter().map(key).collect()
    }

    /// The rows in their order, even if DataFusion has lost it.
    pub fn in_order(self) -> Result<Self> {
        if !self.order.lost || self.order.keys.is_empty() {
            return Ok(self);
        }
        let expr = self.order_keys()?;
        let sorted = self.map_node(|input| Ok(LogicalPlan::Sort(Sort { expr, input, fetch: None })))?;
        Ok(Self { order: Order { lost: false, ..sorted.order }, ..sorted })
    }

    /// The columns, if any, whose values no two rows share.
    pub fn unique(&self) -> Option<&[ColumnId]> {
        self.unique.as_deref()
    }

    /// Says which columns' values no two rows share.
    pub fn unique_by(self, columns: Vec<ColumnId>) -> Self {
        Self { unique: Some(columns), ..self }
    }
}

fn empty_node(one_row: bool, schema: Arc<DFSchema>) -> LogicalPlan {
    LogicalPlan::EmptyRelation(EmptyRelation { produce_one_row: one_row, schema })
}

fn project(node: LogicalPlan, fields: Vec<Expr>, empty: bool) -> Result<LogicalPlan> {
    let projection = Projection::try_new(fields, Arc::new(node))?;
    Ok(if empty { empty_node(false, projection.schema) } else { LogicalPlan::Projection(projection) })
}

/// A column as a field of a projection.
pub fn field_of(id: ColumnId, expr: &Expr, uses: &Uses) -> Expr {
    let expr = expr.clone();
    let expr = if uses.reads(id) > 1 && is_costly(&expr) { once(expr) } else { expr };
    expr.alias(field_name(id))
}

//! `let` tables and tabular arguments: bound anew for each reader, or computed once where the query says `materialize`.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{Column, Value};
use lurcher_syntax::ast::{self, ExprKind as Syntax};

use crate::binder::{Binder, EXPANSION};
use crate::bound::{Expr, Materialization, Materialized, Plan, ResultColumn};
use crate::codes;
use crate::relation::{Openness, Relation};
use crate::scope::{PartOf, Scope, SharedTable, TabularBinding, TabularSource};

impl<'a> Binder<'a> {
    /// A table of this place of the query, to be bound where it is read.
    pub(crate) fn tabular_binding(&self, expr: TabularSource<'a>, scope: &Rc<Scope<'a>>) -> TabularBinding<'a> {
        TabularBinding { expr, scope: scope.clone(), calls: self.call_depth(), declared: None, shared: OnceCell::new() }
    }

    /// The rows behind a name, for one reader.
    pub(crate) fn read_binding(&self, binding: &TabularBinding<'a>, span: Span) -> Relation {
        if !self.may_grow(EXPANSION, span) {
            return Relation::broken();
        }
        let relation = self.outside_calls(binding.calls, || match &binding.expr {
            TabularSource::Expr(expr) => match materialized(expr) {
                Some(inner) => {
                    let table = binding.shared.get_or_init(|| self.share(inner, binding));
                    self.read_shared(table)
                }
                None => self.bind_source(expr, &binding.scope),
            },
            TabularSource::Shared(table) => self.read_shared(table),
            TabularSource::Prefix { source, operators, bound } => {
                let bound = bound.take();
                bound.map_or_else(|| self.bind_pipe(source, operators, &binding.scope), |rows| *rows)
            }
            TabularSource::Part(part) => self.read_part(part, span),
        });
        match &binding.declared {
            Some(declared) => self.check_columns(relation, declared, span),
            None => relation,
        }
    }

    /// The rows of a table that have one value of a column; a null is the value of all nulls.
    fn read_part(&self, part: &PartOf, span: Span) -> Relation {
        let rows = self.read_shared(&part.table);
        let Some(key) = rows.column(&part.key).map(|column| self.read(&rows, column, span)) else { return rows };
        let predicate = match &part.value {
            Value::Null(_) => self.call_builtin("isnull", vec![key], span),
            value => self.binary(ast::BinaryOp::Equal, key, Expr::literal(value.clone(), span), span),
        };
        self.filter(rows, predicate)
    }

    fn share(&self, expr: &'a ast::Expr, binding: &TabularBinding<'a>) -> SharedTable {
        self.share_rows(self.bind_rows(expr, &binding.scope))
    }

    /// The rows as a table that is computed once, whoever reads it.
    pub(crate) fn share_rows(&self, mut relation: Relation) -> SharedTable {
        self.settle(&mut relation);
        let mut columns: Vec<_> = relation.columns.iter().map(|c| (c.id, c.ty)).collect();
        columns.sort_unstable();
        columns.dedup();
        let mut plan = relation.take_plan();
        self.check_calls(&mut plan);
        let source = Materialization { id: self.new_materialization(), plan, columns };
        SharedTable { source: Arc::new(source), relation: relation.into() }
    }

    /// A reader of a shared table, with columns of its own.
    pub(crate) fn read_shared(&self, table: &SharedTable) -> Relation {
        if table.relation.openness == Openness::Broken {
            return Relation::broken();
        }
        let columns: Vec<ResultColumn> =
            table.relation.columns.iter().map(|c| ResultColumn { id: self.new_column(), ..c.clone() }).collect();
        let known = columns.iter().zip(&table.relation.columns);
        known.filter(|(_, of)| self.is_unknown(&table.relation, of)).for_each(|(own, _)| self.mark_unknown(own.id));
        let read = columns.iter().zip(&table.relation.columns).map(|(own, shared)| (own.id, own.ty, shared.id));
        let plan = Plan::Materialized(Materialized { source: table.source.clone(), columns: read.collect() });
        Relation { openness: table.relation.openness.clone(), ..Relation::new(plan, columns) }
    }

    /// The argument, which must have the declared columns with these types. Its other columns stay visible.
    fn check_columns(&self, relation: Relation, declared: &[Column], span: Span) -> Relation {
        for column in declared {
            let message = match relation.column(&column.name) {
                Some(found) if found.ty == column.ty || found.ty.promotes_to(column.ty) => continue,
                Some(found) if self.is_unknown(&relation, found) => continue,
                Some(found) => format!("the column '{}' is {}, not {}", column.name, found.ty, column.ty),
                None if relation.openness != Openness::Closed => continue,
                None => format!("there is no column '{}'", column.name),
            };
            let message = format!("The tabular value does not have the required columns: {message}.");
            self.error(codes::REQUIRED_COLUMNS, span, message);
        }
        relation
    }
}

/// The argument of `materialize(…)`, where the expression is that.
fn materialized(expr: &ast::Expr) -> Option<&ast::Expr> {
    match &expr.kind {
        Syntax::Call { name, args } if name.as_str() == "materialize" && args.len() == 1 => Some(&args[0].value),
        _ => None,
    }
}

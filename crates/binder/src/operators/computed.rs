//! Columns that expressions make in a relation's plan.

use std::cell::RefCell;

use lurcher_diagnostics::Span;

use crate::binder::Binder;
use crate::bound::{ColumnId, Expr, ExprKind, Extend, Plan, Window, WindowCall};
use crate::relation::Relation;

impl Binder<'_> {
    /// Puts window functions that an expression called below whatever reads them.
    pub(crate) fn add_windows(&self, input: &mut Relation, windows: RefCell<Vec<WindowCall>>) {
        let mut calls = windows.into_inner();
        let partition = input.groups.as_ref().map_or_else(Vec::new, |g| g.keys.clone());
        while !calls.is_empty() {
            // A call that reads what another one makes goes above it.
            let made: Vec<ColumnId> = calls.iter().map(|call| call.output).collect();
            let (ready, waiting): (Vec<_>, Vec<_>) = calls.into_iter().partition(|call| !reads_any(call, &made));
            let (input_plan, partition) = (Box::new(input.take_plan()), partition.clone());
            input.plan = Plan::Window(Window { input: input_plan, partition, calls: ready });
            calls = waiting;
        }
    }

    /// Makes the expressions columns of the relation's plan, and returns their ids: a plain column is itself, a
    /// constant is only remembered.
    pub(crate) fn compute(
        &self,
        relation: &mut Relation,
        expressions: impl IntoIterator<Item = Expr>,
    ) -> Vec<ColumnId> {
        let mut computed = Vec::new();
        let mut calls: Vec<(ColumnId, Expr)> = Vec::new();
        let ids = expressions.into_iter().map(|expr| match expr.kind {
            // The values of one call come from one column, so that they are computed once.
            ExprKind::Value { of, place } => {
                let known = calls.iter().find(|(_, call)| *call == *of).map(|(id, _)| *id);
                let (ty, span) = (of.ty, of.span);
                let all = known.unwrap_or_else(|| {
                    let id = self.new_column();
                    calls.push((id, *of));
                    id
                });
                let of = Box::new(Expr::column(all, ty, span));
                let id = self.new_column();
                computed.push((id, Expr { kind: ExprKind::Value { of, place }, ..expr }));
                id
            }
            ExprKind::Column(id) => id,
            ExprKind::Literal(value) => {
                let id = self.new_column();
                relation.constants.insert(id, value);
                id
            }
            _ => {
                let id = self.new_column();
                computed.push((id, expr));
                id
            }
        });
        let ids: Vec<ColumnId> = ids.collect();
        if !calls.is_empty() {
            relation.plan = Plan::Extend(Extend { input: Box::new(relation.take_plan()), columns: calls });
        }
        if !computed.is_empty() {
            relation.plan = Plan::Extend(Extend { input: Box::new(relation.take_plan()), columns: computed });
        }
        ids
    }

    /// Makes the visible constants real columns, for whoever reads columns by their ids.
    pub(crate) fn settle(&self, relation: &mut Relation) {
        let mut columns: Vec<(ColumnId, Expr)> = Vec::new();
        for column in &relation.columns {
            if self.is_unknown(relation, column) {
                self.mark_unknown(column.id);
            }
            if let Some(value) = relation.constants.get(&column.id)
                && columns.iter().all(|(id, _)| *id != column.id)
            {
                columns.push((column.id, Expr::literal(value.clone(), Span::default())));
            }
        }
        columns.iter().for_each(|(id, _)| drop(relation.constants.remove(id)));
        if !columns.is_empty() {
            relation.plan = Plan::Extend(Extend { input: Box::new(relation.take_plan()), columns });
        }
    }
}

/// Whether a call's arguments read one of the columns.
fn reads_any(call: &WindowCall, columns: &[ColumnId]) -> bool {
    let mut found = false;
    call.args.iter().for_each(|arg| arg.visit_columns(&mut |id| found |= columns.contains(&id)));
    found
}

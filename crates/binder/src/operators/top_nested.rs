//! `top-nested`: the largest groups, and in each of them the largest groups of the next level.
//! <https://learn.microsoft.com/kusto/query/top-nested-operator>

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use lurcher_syntax::ast::{self, SortOrder};
use lurcher_syntax::operators::{Operator, TopNested, TopNestedClause};

use super::columns::ColumnName;
use crate::binder::Binder;
use crate::bound::{Expr, JoinKind, ResultColumn, SortKey};
use crate::expressions::{Calls, Context};
use crate::relation::{Groups, Relation};
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_top_nested(
        &self,
        op: &'a TopNested,
        input: Relation,
        source: &'a ast::Expr,
        before: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        if input.groups.is_some() {
            let span = op.clauses.first().map_or_else(Default::default, |c| c.span);
            self.not_implemented(span, "The operator 'top-nested' inside of mv-apply or partition");
            return Relation::broken();
        }
        let mut first = Some(input);
        let mut outer: Option<(Relation, usize)> = None;
        for level in 1..=op.clauses.len() {
            // Every level reads the rows anew, with columns of its own.
            let rows = first.take().unwrap_or_else(|| self.bind_pipe(source, before, scope));
            let Some(relation) = self.top_nested_level(&op.clauses[..level], rows, outer.take(), scope) else {
                return Relation::broken();
            };
            outer = Some((relation, level));
        }
        outer.map_or_else(Relation::broken, |(relation, _)| relation)
    }

    /// The groups of the last clause inside those that the levels before have left.
    fn top_nested_level(
        &self,
        clauses: &'a [TopNestedClause],
        mut rows: Relation,
        outer: Option<(Relation, usize)>,
        scope: &Rc<Scope<'a>>,
    ) -> Option<Relation> {
        let clause = clauses.last()?;
        if let Some(others) = &clause.others {
            self.not_implemented(others.span, "The 'with others' of top-nested");
            return None;
        }
        let keys: Vec<(Arc<str>, Expr)> = clauses
            .iter()
            .map(|c| {
                let key = self.bind_expr(&c.of.value, Context::row(scope, &rows));
                let name = match self.column_name(&c.of) {
                    ColumnName::Given(name) | ColumnName::Derived(name) | ColumnName::Value(name) => name,
                    ColumnName::Unnamed => "Column1".into(),
                };
                (name, key)
            })
            .collect();
        let key_name = keys.last()?.0.clone();
        let types: Vec<_> = keys.iter().map(|(_, key)| key.ty).collect();
        let ids = self.compute(&mut rows, keys.into_iter().map(|(_, key)| key));
        let calls = RefCell::new(Vec::new());
        let by = &clause.by.expr;
        let weight = {
            let ctx = Context::row(scope, &rows).with_calls(Calls::Aggregates(&calls));
            self.bind_expr(&by.value, ctx)
        };
        let weight_type = weight.ty;
        self.group(&mut rows, ids.iter().copied().zip(types.iter().copied()).collect(), calls.into_inner());
        let weight_id = self.compute(&mut rows, [weight])[0];
        self.settle_columns(&mut rows, &ids, &types);
        let weight_name = by.name().map_or_else(|| format!("aggregated_{key_name}"), |n| n.as_str().to_owned());
        let own = |relation: &Relation| {
            let key = ResultColumn {
                id: ids[ids.len() - 1],
                name: relation.unique_name(&key_name),
                ty: types[types.len() - 1],
            };
            let name = relation.unique_name(&weight_name);
            [key, ResultColumn { id: weight_id, name, ty: weight_type }]
        };
        let mut relation = match outer {
            None => {
                rows.columns = Vec::new();
                let columns = own(&rows);
                rows.columns.extend(columns);
                rows
            }
            Some((outer, levels)) => {
                let mut columns = outer.columns.clone();
                columns.extend(own(&outer));
                let span = clause.span;
                let pairs = (0..levels).map(|i| {
                    let left = &outer.columns[2 * i];
                    (Expr::column(left.id, left.ty, span), Expr::column(ids[i], types[i], span))
                });
                let pairs = pairs.collect();
                let groups = (0..levels).map(|i| (outer.columns[2 * i].id, outer.columns[2 * i].ty)).collect();
                let mut joined = self.joined(JoinKind::Inner, outer, rows, pairs, None, columns);
                joined.groups = Some(Groups { keys: groups, carried: Vec::new() });
                joined
            }
        };
        if let Some(count) = clause.count.as_ref().and_then(|count| self.bind_count(count, scope)) {
            let descending = clause.by.order != Some(SortOrder::Asc);
            let expr = Expr::column(weight_id, weight_type, clause.span);
            relation = self.top_rows(relation, Some(SortKey { expr, descending, nulls_first: !descending }), count);
        }
        relation.groups = None;
        Some(relation)
    }

    /// Makes constant keys real columns, since the levels are joined on them.
    fn settle_columns(
        &self,
        rows: &mut Relation,
        ids: &[crate::bound::ColumnId],
        types: &[lurcher_symbols::ScalarType],
    ) {
        let keys = ids.iter().zip(types).map(|(id, ty)| ResultColumn { id: *id, name: "".into(), ty: *ty });
        rows.columns = keys.collect();
        self.settle(rows);
    }
}

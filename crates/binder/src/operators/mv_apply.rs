//! `mv-apply`: a subquery over the elements of each row. <https://learn.microsoft.com/kusto/query/mv-apply-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::ScalarType;
use lurcher_syntax::ast;
use lurcher_syntax::operators::{MvApply, Operator};

use crate::binder::Binder;
use crate::bound::{Expr, Plan, ResultColumn, Sort, SortKey};
use crate::relation::{Groups, Relation, unique_name};
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_mv_apply(
        &self,
        op: &'a MvApply,
        mut input: Relation,
        source: &'a ast::Expr,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let outer = input.groups.take();
        let row = self.row_number(&mut input);
        // A column that is expanded itself is the elements' from here on.
        let expanded = |c: &ResultColumn| op.items.iter().any(|item| expands(&item.value, &c.name));
        let own: Vec<ResultColumn> = input.columns.iter().filter(|c| !expanded(c)).cloned().collect();
        let limit = op.limit.as_ref().and_then(|limit| self.bind_count(limit, scope));
        self.expand(&op.items, op.with_item_index.as_ref(), false, limit, &mut input, scope);
        // The elements of an array have an order, which `next()` and its like may read.
        input.serialized = true;
        // A column has one value for all elements of its row. One whose name an item took comes back where the subquery
        // drops the item.
        let mut carried: Vec<ResultColumn> = own;
        let count = carried.len();
        carried.extend(outer.iter().flat_map(|g| g.carried.iter().cloned()));
        carried.extend(outer.iter().flat_map(|g| &g.keys).map(|(id, ty)| ResultColumn {
            id: *id,
            name: "".into(),
            ty: *ty,
        }));
        input.groups = Some(Groups { keys: vec![(row, ScalarType::Long)], carried });
        let mut result = self.bind_subquery(input, &op.subquery, source, scope);
        self.order_by_row(&mut result);
        let groups = result.groups.take().unwrap_or_default();
        result.columns = applied_columns(&groups.carried[..count.min(groups.carried.len())], &result.columns);
        result.groups = outer.and_then(|outer| regroup(outer, &groups.carried, count));
        result
    }

    /// Puts the rows into the order of those that they come from, those of one row in the order that the subquery has
    /// left.
    fn order_by_row(&self, result: &mut Relation) {
        let Some((row, _)) = result.groups.as_ref().and_then(|groups| groups.keys.first().copied()) else { return };
        let place = self.row_number(result);
        let key = |id| SortKey {
            expr: Expr::column(id, ScalarType::Long, Span::default()),
            descending: false,
            nulls_first: false,
        };
        let input = Box::new(result.take_plan());
        result.plan = Plan::Sort(Sort { input, keys: vec![key(row), key(place)], limit: None });
    }

    /// Binds operators over rows that are not the result of a pipe of their own.
    pub(super) fn bind_subquery(
        &self,
        mut input: Relation,
        operators: &'a [Operator],
        source: &'a ast::Expr,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        for i in 0..operators.len() {
            input = self.bind_operator(input, source, &operators[..=i], scope).settled();
        }
        input
    }
}

/// Whether an item is the column of that name, under no other name.
fn expands(item: &ast::NamedExpr, column: &str) -> bool {
    item.names.is_empty() && item.value.as_name().is_some_and(|name| name.as_str() == column)
}

/// The columns of the row, and beside them what the subquery made.
fn applied_columns(row: &[ResultColumn], made: &[ResultColumn]) -> Vec<ResultColumn> {
    let mut columns: Vec<ResultColumn> =
        row.iter().map(|c| made.iter().find(|m| m.name == c.name).unwrap_or(c).clone()).collect();
    for column in made {
        if columns.iter().all(|c| c.id != column.id || c.name != column.name) {
            let name = unique_name(&column.name, |n| columns.iter().any(|c| *c.name == *n));
            columns.push(ResultColumn { name, ..column.clone() });
        }
    }
    columns
}

/// The groups around, with the ids that their columns have now; none after a mistake in the subquery.
fn regroup(outer: Groups, carried: &[ResultColumn], own: usize) -> Option<Groups> {
    let (columns, keys) = carried.get(own..)?.split_at_checked(outer.carried.len())?;
    Some(Groups { keys: keys.iter().map(|c| (c.id, c.ty)).collect(), carried: columns.to_vec() })
}

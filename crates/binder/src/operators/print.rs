//! `print`. <https://learn.microsoft.com/kusto/query/print-operator>

use std::rc::Rc;

use lurcher_syntax::operators::Print;

use super::columns::{ColumnName, NamedColumn};
use crate::binder::Binder;
use crate::bound::{Plan, Values};
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_print(&self, op: &'a Print, scope: &Rc<Scope<'a>>) -> Relation {
        let row = Plan::Values(Values { columns: Vec::new(), rows: vec![Vec::new()] });
        let mut relation = Relation::new(row, Vec::new());
        let columns = self.bind_named(&op.columns, &mut relation, scope);
        // Only a written name counts, and the names of several values: what would name a column elsewhere is `print_0`
        // here.
        let written = |c: &NamedColumn| !op.columns[c.place].names.is_empty();
        let columns: Vec<NamedColumn> =
            columns.into_iter().filter(|c| !written(c) || matches!(c.name, ColumnName::Given(_))).collect();
        let name = |c: &NamedColumn| match c.name {
            _ if c.is_several || written(c) => c.name.clone(),
            _ => ColumnName::Derived(format!("print_{}", c.place).into()),
        };
        let described: Vec<_> = columns.iter().map(|c| (name(c), c.expr.ty, c.span)).collect();
        let ids = self.compute(&mut relation, columns.into_iter().map(|c| c.expr));
        let named = described.into_iter().zip(ids).map(|((name, ty, span), id)| (name, id, ty, span)).collect();
        relation.columns = self.output_columns(named, &relation);
        relation
    }
}

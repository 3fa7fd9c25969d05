//! `print`. <https://learn.microsoft.com/kusto/query/print-operator>

use std::rc::Rc;

use lurcher_syntax::operators::Print;

use super::columns::ColumnName;
use crate::binder::Binder;
use crate::bound::{Plan, Values};
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_print(&self, op: &'a Print, scope: &Rc<Scope<'a>>) -> Relation {
        let row = Plan::Values(Values { columns: Vec::new(), rows: vec![Vec::new()] });
        let mut relation = Relation::new(row, Vec::new());
        let columns = self.bind_named(&op.columns, &mut relation, scope);
        // Only a written name counts: what would name a column elsewhere is `print_0` here.
        let names = op.columns.iter().map(|c| c.names.first().map(|n| ColumnName::Given(n.as_str().into())));
        let names = names.map(|name| name.unwrap_or(ColumnName::Unnamed));
        let described: Vec<_> = names.zip(&columns).map(|(name, c)| (name, c.expr.ty, c.span)).collect();
        let ids = self.compute(&mut relation, columns.into_iter().map(|c| c.expr));
        let named = described.into_iter().zip(ids).map(|((name, ty, span), id)| (name, id, ty, span)).collect();
        relation.columns = self.output_columns(named, |place| format!("print_{place}"));
        relation
    }
}

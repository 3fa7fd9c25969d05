//! `extend`. <https://learn.microsoft.com/kusto/query/extend-operator>

use std::rc::Rc;

use lurcher_syntax::ast::NamedExpr;
use lurcher_syntax::operators::Extend;

use super::columns::ColumnName;
use crate::binder::Binder;
use crate::bound::ResultColumn;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_extend(&self, op: &'a Extend, input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        self.extend_with(&op.columns, input, scope)
    }

    /// Adds computed columns; one with the name of an older column takes its place.
    pub(super) fn extend_with(&self, columns: &'a [NamedExpr], mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        let (names, expressions): (Vec<_>, Vec<_>) =
            self.bind_named(columns, &mut input, scope).into_iter().map(|c| (c.name, c.expr)).unzip();
        let types: Vec<_> = expressions.iter().map(|e| e.ty).collect();
        let ids = self.compute(&mut input, expressions);
        for ((name, id), ty) in names.into_iter().zip(ids).zip(types) {
            let name = match name {
                ColumnName::Given(name) | ColumnName::Derived(name) => name,
                ColumnName::Value(name) => input.unique_name(&name),
                ColumnName::Unnamed => input.unnamed_column(),
            };
            input.set_column(ResultColumn { id, name, ty });
        }
        input
    }
}

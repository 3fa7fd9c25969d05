//! `extend`. <https://learn.microsoft.com/kusto/query/extend-operator>

use std::rc::Rc;

use lurcher_syntax::ast::NamedExpr;
use lurcher_syntax::operators::Extend;

use super::columns::{ColumnName, NamedColumn};
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
        let bound = self.bind_named(columns, &mut input, scope);
        // Of several values those without a name are left out where others have one; `project` keeps them.
        let is_shown = |c: &NamedColumn| !matches!(c.name, ColumnName::Value(_)) || columns[c.place].names.is_empty();
        let (names, expressions): (Vec<_>, Vec<_>) =
            bound.into_iter().filter(is_shown).map(|c| (c.name, c.expr)).unzip();
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

//! `extend`. <https://learn.microsoft.com/kusto/query/extend-operator>

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

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

    /// Adds computed columns; one with the name of an older column takes its place. No name may be given twice.
    pub(super) fn extend_with(&self, columns: &'a [NamedExpr], mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        let bound = self.bind_named(columns, &mut input, scope);
        // Of several values those without a name are left out where others have one; `project` keeps them.
        let is_shown = |c: &NamedColumn| !matches!(c.name, ColumnName::Value(_)) || columns[c.place].names.is_empty();
        let bound: Vec<NamedColumn> = bound.into_iter().filter(is_shown).collect();
        let described: Vec<_> = bound.iter().map(|c| (c.name.clone(), c.expr.ty, c.span)).collect();
        let ids = self.compute(&mut input, bound.into_iter().map(|c| c.expr));
        let mut given: HashSet<Arc<str>> = HashSet::new();
        for ((name, ty, span), id) in described.into_iter().zip(ids) {
            let name = match name {
                ColumnName::Given(name) => match self.declare(&mut given, &name, span) {
                    true => name,
                    false => continue,
                },
                ColumnName::Derived(name) => name,
                ColumnName::Value(name) => input.unique_name(&name),
                ColumnName::Unnamed => input.unnamed_column(|_| false),
            };
            input.set_column(ResultColumn { id, name, ty });
        }
        input
    }
}

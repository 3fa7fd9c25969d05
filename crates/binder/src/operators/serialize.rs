//! `serialize`. <https://learn.microsoft.com/kusto/query/serialize-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_syntax::operators::Serialize;

use super::columns::ColumnName;
use crate::binder::Binder;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    /// Adds columns; unlike those of `extend` they take nobody's place.
    pub(super) fn bind_serialize(&self, op: &'a Serialize, mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        input.serialized = true;
        let bound = self.bind_named(&op.columns, &mut input, scope);
        let described: Vec<_> = bound.iter().map(|c| (c.name.clone(), c.expr.ty, c.span)).collect();
        let ids = self.compute(&mut input, bound.into_iter().map(|c| c.expr));
        let old = input.columns.iter().map(|c| (ColumnName::Derived(c.name.clone()), c.id, c.ty, Span::default()));
        let new = described.into_iter().zip(ids).map(|((name, ty, span), id)| (name, id, ty, span));
        input.columns = self.output_columns(old.chain(new).collect(), &input);
        input
    }
}

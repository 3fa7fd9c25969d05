//! `as`: a name for the rows so far. <https://learn.microsoft.com/kusto/query/as-operator>

use std::cell::RefCell;
use std::rc::Rc;

use lurcher_syntax::ast;
use lurcher_syntax::operators::{As, Operator};

use crate::binder::Binder;
use crate::relation::Relation;
use crate::scope::{Binding, Scope, TabularSource};

impl<'a> Binder<'a> {
    pub(super) fn bind_as(
        &self,
        op: &'a As,
        input: Relation,
        source: &'a ast::Expr,
        before: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        if input.groups.is_some() {
            self.not_implemented(op.name.span, "The operator 'as' inside of mv-apply or partition");
            return input;
        }
        let prefix = TabularSource::Prefix { source, operators: before, bound: RefCell::default() };
        scope.declare(op.name.as_str(), Binding::Tabular(Rc::new(self.tabular_binding(prefix, scope))));
        input
    }
}

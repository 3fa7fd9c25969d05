//! `as`: a name for the rows so far. <https://learn.microsoft.com/kusto/query/as-operator>

use std::cell::OnceCell;
use std::rc::Rc;

use lurcher_syntax::ast;
use lurcher_syntax::operators::{As, Operator};

use crate::binder::Binder;
use crate::relation::Relation;
use crate::scope::{Binding, Scope, TabularBinding, TabularSource};

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
        scope.declare(op.name.as_str(), Binding::Tabular(self.prefix_binding(source, before, scope)));
        input
    }

    /// The beginning of a pipe as a table that can be read again.
    pub(super) fn prefix_binding(
        &self,
        source: &'a ast::Expr,
        operators: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Rc<TabularBinding<'a>> {
        Rc::new(TabularBinding {
            expr: TabularSource::Prefix { source, operators },
            scope: scope.clone(),
            declared: None,
            shared: OnceCell::new(),
        })
    }
}

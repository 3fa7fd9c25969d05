//! `invoke`: the rows so far as a function's first argument. <https://learn.microsoft.com/kusto/query/invoke-operator>

use std::cell::RefCell;
use std::rc::Rc;

use lurcher_syntax::ast::{self, ExprKind as Syntax};
use lurcher_syntax::operators::{Invoke, Operator};

use crate::binder::Binder;
use crate::codes;
use crate::expressions::Context;
use crate::relation::Relation;
use crate::scope::{Binding, Scope, TabularSource};

impl<'a> Binder<'a> {
    pub(super) fn bind_invoke(
        &self,
        op: &'a Invoke,
        input: Relation,
        source: &'a ast::Expr,
        before: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let span = op.call.span;
        if input.groups.is_some() {
            self.not_implemented(span, "The operator 'invoke' inside of mv-apply or partition");
            return Relation::broken();
        }
        let Syntax::Call { name, args } = &op.call.kind else {
            self.error(codes::TABLE_EXPECTED, span, "invoke needs a call of a function.");
            return Relation::broken();
        };
        let bound = RefCell::new(Some(Box::new(input)));
        let prefix = TabularSource::Prefix { source, operators: before, bound };
        let rows = Some(Rc::new(self.tabular_binding(prefix, scope)));
        let ctx = Context::constant(scope);
        let outcome = match scope.find(name.as_str()) {
            Some(Binding::Function(function)) => self.call_let(&function, rows, args, span, ctx),
            _ => match self.stored_function(name.as_str(), name.span).filter(|_| scope.allows_stored(name.as_str())) {
                Some(function) => self.call_stored(&function, rows, args, span, ctx),
                None => {
                    let message = format!("The name '{}' does not refer to any known function.", name.as_str());
                    self.error(codes::UNKNOWN_FUNCTION, name.span, message);
                    return Relation::broken();
                }
            },
        };
        self.table_outcome(outcome, name.as_str(), span)
    }
}

//! Calls that no row can have a result of: a function refuses a format, a pattern or the name of a unit.

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::{FunctionSymbol, ScalarType};

use crate::binder::Binder;
use crate::bound::{Expr, ExprKind, Plan};
use crate::codes;

impl Binder<'_> {
    /// Reports the calls of a plan that are refused whatever stands in the rows. Without this they would be refused
    /// where a row reaches them, and only there.
    pub(crate) fn check_calls(&self, plan: &mut Plan) {
        // What is said already may be the cause.
        if self.has_failed() {
            return;
        }
        plan.visit_mut(&mut |node| {
            match node {
                Plan::Aggregate(aggregate) => aggregate.aggregates.iter().for_each(|call| {
                    let result = call.types.first().copied().unwrap_or(ScalarType::Dynamic);
                    self.check_call(call.function, &call.args, result, call.span);
                }),
                Plan::Window(window) => {
                    window.calls.iter().for_each(|call| self.check_call(call.function, &call.args, call.ty, call.span));
                }
                _ => {}
            }
            node.expressions_mut().into_iter().for_each(|expr| self.check_calls_of(expr));
        });
    }

    fn check_calls_of(&self, expr: &mut Expr) {
        if let ExprKind::Call { function, args } = &expr.kind {
            self.check_call(function, args, expr.ty, expr.span);
        }
        expr.children_mut().into_iter().for_each(|part| self.check_calls_of(part));
    }

    /// Reports a call that is refused; what it says of types, the binder has said before.
    fn check_call(&self, function: &FunctionSymbol, args: &[Expr], result: ScalarType, span: Span) {
        if args.iter().all(|arg| arg.as_literal().is_none()) {
            return;
        }
        let args: Vec<_> = args.iter().map(|arg| (arg.ty, arg.as_literal())).collect();
        if let Some(message) = self.env.constants.refusal(function, &args, result) {
            self.report_once_here(Diagnostic::error(codes::REFUSED_CALL, span, message));
        }
    }
}

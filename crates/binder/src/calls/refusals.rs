//! Calls that no row can have a result of: a function refuses a format, a pattern or the name of a unit.

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
        plan.visit_mut(&mut |node| node.expressions_mut().into_iter().for_each(|expr| self.check_calls_of(expr)));
    }

    fn check_calls_of(&self, expr: &mut Expr) {
        if let Some(message) = self.refusal(expr) {
            self.error(codes::REFUSED_CALL, expr.span, message);
        }
        expr.children_mut().into_iter().for_each(|part| self.check_calls_of(part));
    }

    /// Why a call is refused; what it says of types, the binder has said before.
    fn refusal(&self, expr: &Expr) -> Option<String> {
        let ExprKind::Call { function, args } = &expr.kind else { return None };
        if args.iter().all(|arg| arg.as_literal().is_none()) {
            return None;
        }
        let args: Vec<_> = args.iter().map(|arg| (arg.ty, arg.as_literal())).collect();
        self.env.constants.refusal(function, &args, expr.ty)
    }
}

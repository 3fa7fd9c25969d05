//! Calls with several values, each a column of its own: `array_sort_asc(a, b)`, `series_stats(x)`.

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionKind, FunctionSymbol, ResultType, ScalarType, Value};
use lurcher_syntax::ast::{self, ExprKind as Syntax, Literal};

use super::Callee;
use super::overloads::described;
use crate::binder::Binder;
use crate::bound::{Expr, ExprKind};
use crate::codes;
use crate::expressions::Context;
use crate::result_names::{argument_name, expression_name};
use crate::scope::Binding;

/// A value of such a call: the name that its column gets, and what computes it.
pub(crate) type CallColumn = (String, Expr);

impl<'a> Binder<'a> {
    /// The values of an expression that is a call with several values, or the one that it takes out of them
    /// (`array_sort_asc(a, b)[1]`). None for any other expression.
    pub(crate) fn call_columns(&self, expr: &'a ast::Expr, ctx: Context<'_, 'a>) -> Option<Vec<CallColumn>> {
        match &expr.kind {
            Syntax::Call { name, args } => self.columns_of_name(name, args, expr.span, ctx),
            Syntax::Path { base, .. } | Syntax::Index { base, .. } if self.makes_columns(base, ctx) => {
                let columns = self.call_columns(base, ctx)?;
                Some(vec![self.column_of_call(columns, expr, ctx)])
            }
            _ => None,
        }
    }

    /// Whether the expression is a call of a function with several values.
    pub(crate) fn makes_columns(&self, expr: &ast::Expr, ctx: Context<'_, 'a>) -> bool {
        matches!(&expr.kind, Syntax::Call { name, .. } if self.function_of_columns(name, ctx).is_some())
    }

    /// The values of `name(args)`, where it is a call with several values.
    pub(super) fn columns_of_name(
        &self,
        name: &ast::Name,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Option<Vec<CallColumn>> {
        Some(self.columns_of_call(self.function_of_columns(name, ctx)?, name.span, args, span, ctx))
    }

    /// The value of a call where one is expected.
    pub(super) fn only_value(&self, values: Vec<CallColumn>, span: Span) -> Expr {
        match <[CallColumn; 1]>::try_from(values) {
            Ok([(_, only)]) => only,
            Err(_) => {
                self.error(
                    codes::SCALAR_EXPECTED,
                    span,
                    "A scalar expression is expected here, the call has several values.",
                );
                self.broken(span)
            }
        }
    }

    fn function_of_columns(&self, name: &ast::Name, ctx: Context<'_, 'a>) -> Option<&'static FunctionSymbol> {
        let function = self.env.functions.find(FunctionKind::Scalar, name.as_str())?;
        let several = function.signatures.iter().any(|s| matches!(s.result, ResultType::Columns(_)));
        let shadowed = || matches!(ctx.scope.find(name.as_str()), Some(Binding::Function(_)));
        (several && !shadowed()).then_some(function)
    }

    fn columns_of_call(
        &self,
        function: &'static FunctionSymbol,
        place: Span,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Vec<CallColumn> {
        let names: Vec<_> = args.iter().map(|arg| argument_name(arg, self.env.functions)).collect();
        let values = self.bind_args(args, ctx);
        let columns = function.columns(&described(&values, &names));
        let call = self.call_with(function, &Callee::function(function.name, place), values, span);
        let ExprKind::Call { args, .. } = &call.kind else {
            // A mistake that is reported.
            let missing = |(name, ty)| (name, Expr::literal(Value::missing(ty), span));
            return match columns {
                None => vec![(String::new(), call)],
                Some(columns) => columns.into_iter().map(missing).collect(),
            };
        };
        let constants: Option<Vec<Value>> = args.iter().map(|arg| arg.as_literal().cloned()).collect();
        let mut folded =
            constants.and_then(|args| self.env.constants.evaluate_all(function, &args)).map(Vec::into_iter);
        let value = |(nth, (name, ty)): (usize, (String, ScalarType))| match folded.as_mut().and_then(Iterator::next) {
            Some(value) => (name, Expr::literal(value, span)),
            None => (name, Expr::new(ExprKind::Value { of: Box::new(call.clone()), place: nth }, ty, span)),
        };
        columns.into_iter().flatten().enumerate().map(value).collect()
    }

    /// The value that the last step of `expr` takes: one of several by its place or name; of one value that is a
    /// dynamic an element.
    pub(crate) fn column_of_call(
        &self,
        columns: Vec<CallColumn>,
        expr: &'a ast::Expr,
        ctx: Context<'_, 'a>,
    ) -> CallColumn {
        let place = match (&expr.kind, columns.as_slice()) {
            (_, [(_, only)]) => {
                let name = expression_name(expr, self.env.functions).unwrap_or_default();
                return (name, self.bind_step(only.clone(), expr, ctx));
            }
            (Syntax::Path { member, .. }, _) => columns.iter().position(|(name, _)| name == member.as_str()),
            (Syntax::Index { index, .. }, _) => match index.as_literal() {
                Some(Literal::Long(place)) => usize::try_from(*place).ok(),
                _ => None,
            },
            _ => None,
        };
        place.and_then(|place| columns.into_iter().nth(place)).unwrap_or_else(|| {
            self.error(codes::ELEMENT_NOT_ALLOWED, expr.span, "The call has no such value.");
            (String::new(), self.broken(expr.span))
        })
    }
}

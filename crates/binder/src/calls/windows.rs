//! Window functions over serialized rows.

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionSymbol, ScalarType, Value};
use lurcher_syntax::ast;

use super::{Arg, Callee};
use crate::binder::Binder;
use crate::bound::{Expr, WindowCall};
use crate::codes;
use crate::expressions::{Calls, Context};

impl<'a> Binder<'a> {
    pub(super) fn bind_window(
        &self,
        function: &'static FunctionSymbol,
        callee: &Callee<'_>,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Expr {
        let Calls::Windows(calls) = ctx.calls else {
            let message = format!("The function '{}' is not allowed in this context.", function.name);
            self.error(codes::NOT_SERIALIZED, span, message);
            return self.broken(span);
        };
        let values: Vec<Arg> = self.bind_args(args, ctx);
        let Some(overload) = self.overload(function, callee, &values) else { return self.broken(span) };
        if ctx.row.is_some_and(|row| !row.serialized) {
            let message = format!(
                "Function '{}' cannot be invoked in current context. Details: the rows must be serialized",
                function.name
            );
            let help = "sort the rows, or put 'serialize' before";
            self.report(lurcher_diagnostics::Diagnostic::error(codes::NOT_SERIALIZED, span, message).with_help(help));
            return self.broken(span);
        }
        if self.leaves_open(function.signatures, &overload, &values) {
            return self.broken(span);
        }
        let ty: ScalarType = self.call_type(&overload, &values);
        let args: Vec<Expr> = values
            .into_iter()
            .zip(&overload.parameters)
            .filter_map(|(arg, parameter)| match arg {
                Arg::Value(value) => Some(self.coerce(value, parameter, None, ty)),
                Arg::Type(..) => None,
            })
            .collect();
        let offset = args.iter().zip(&overload.parameters).find(|(_, parameter)| parameter.name == "offset");
        if let Some((offset, _)) = offset
            && offset.as_literal().and_then(Value::as_i64).is_some_and(|offset| offset < 1)
        {
            let message = format!("Function '{}': the offset must be at least 1.", function.name);
            self.error(codes::BAD_PARAMETER, offset.span, message);
            return self.broken(span);
        }
        let known = calls.borrow().iter().find(|c| c.function == function && c.args == args).map(|c| c.output);
        if let Some(output) = known {
            return Expr::column(output, ty, span);
        }
        let output = self.new_column();
        calls.borrow_mut().push(WindowCall { output, function, args, ty, span });
        Expr::column(output, ty, span)
    }
}

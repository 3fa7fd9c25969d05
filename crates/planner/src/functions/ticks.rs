//! The conversion of a file's timestamps to ticks, which keeps their order.

use datafusion::logical_expr::Expr;
use datafusion::logical_expr::expr::ScalarFunction;

/// The function that the engine puts over timestamps that are known to be in range.
const TICKS: &str = "kql_ticks";

/// The timestamps, where an expression is nothing but their conversion.
pub fn unwrap_ticks(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::ScalarFunction(call) if call.name() == TICKS => match call.args.as_slice() {
            [raw @ Expr::Column(_)] => Some(raw),
            _ => None,
        },
        _ => None,
    }
}

/// Other timestamps, converted as those of `conversion`.
pub fn rewrap_ticks(conversion: &Expr, raw: Expr) -> Expr {
    match conversion {
        Expr::ScalarFunction(call) => Expr::ScalarFunction(ScalarFunction { func: call.func.clone(), args: vec![raw] }),
        other => other.clone(),
    }
}

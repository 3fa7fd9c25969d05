//! What a call with constant arguments is, before anything runs.

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionSymbol, ScalarType, Value};

use crate::binder::Binder;
use crate::bound::Expr;
use crate::expressions::is_null;

impl<'a> Binder<'a> {
    /// The folded call: its value where all arguments are constant, or the argument that a constant condition chooses.
    pub(super) fn fold(
        &self,
        function: &'static FunctionSymbol,
        args: &[Expr],
        result: ScalarType,
        span: Span,
    ) -> Option<Expr> {
        let chosen = match function.name {
            "iff" => choose(args),
            "case" => choose(args),
            "coalesce" => args.first().filter(|first| is_present(first)).cloned(),
            _ => None,
        };
        if let Some(chosen) = chosen {
            return Some(Expr { span, ..chosen });
        }
        if function.name == "case" {
            return self.fold_case(function, args, result, span);
        }
        let values: Option<Vec<Value>> = args.iter().map(|a| a.as_literal().cloned()).collect();
        let value = self.env.constants.evaluate(function, &values?, result)?;
        Some(Expr::literal(value, span))
    }

    /// `case` without the pairs whose condition is constantly not true.
    fn fold_case(
        &self,
        function: &'static FunctionSymbol,
        args: &[Expr],
        result: ScalarType,
        span: Span,
    ) -> Option<Expr> {
        let (pairs, otherwise) = args.split_at(args.len().checked_sub(1)?);
        let mut live: Vec<Expr> =
            pairs.chunks(2).filter(|pair| !is_never(&pair[0])).flat_map(<[Expr]>::to_vec).collect();
        if live.len() == pairs.len() {
            return None;
        }
        live.extend_from_slice(otherwise);
        match live.len() {
            1 => live.pop(),
            _ => Some(self.make_call(function, live, result, span)),
        }
    }
}

/// The value that the first pair chooses when its condition is constantly true; the last value when there is only that, or when the one
/// condition of an `iff` is constantly not true.
fn choose(args: &[Expr]) -> Option<Expr> {
    match args {
        [condition, value, ..] if condition.as_literal() == Some(&Value::Bool(true)) => Some(value.clone()),
        [condition, _, otherwise] if is_never(condition) => Some(otherwise.clone()),
        [otherwise] => Some(otherwise.clone()),
        _ => None,
    }
}

fn is_never(condition: &Expr) -> bool {
    is_null(condition) || condition.as_literal() == Some(&Value::Bool(false))
}

/// Whether the expression is a constant that `coalesce` stops at.
fn is_present(expr: &Expr) -> bool {
    expr.as_literal().is_some_and(|v| !v.is_null() && v.as_str() != Some(""))
}

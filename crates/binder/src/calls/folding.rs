//! What a call with constant arguments is, before anything runs.

use std::collections::HashMap;

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionSymbol, ScalarType, Value};

use crate::binder::Binder;
use crate::bound::Expr;
use crate::expressions::is_null;

/// How many results of one function are remembered. The parsers of a schema ask the same few questions of their
/// parameters again and again.
const REMEMBERED: usize = 64;

/// What calls with constant arguments gave, by function.
#[derive(Default)]
pub(crate) struct FoldedCalls(HashMap<*const FunctionSymbol, Vec<FoldedCall>>);

/// The arguments of a call, the type of its result, and the value where there is one.
type FoldedCall = (Vec<Value>, ScalarType, Option<Value>);

impl FoldedCalls {
    fn get(&self, function: &FunctionSymbol, args: &[Value], result: ScalarType) -> Option<Option<Value>> {
        let of_function = self.0.get(&std::ptr::from_ref(function))?;
        of_function.iter().find(|(known, ty, _)| known == args && *ty == result).map(|(.., value)| value.clone())
    }

    fn put(&mut self, function: &'static FunctionSymbol, args: Vec<Value>, result: ScalarType, value: Option<Value>) {
        // Zeros of both signs are equal, and give different quotients.
        if args.iter().any(|arg| matches!(arg, Value::Real(_))) {
            return;
        }
        let of_function = self.0.entry(std::ptr::from_ref(function)).or_default();
        if of_function.len() < REMEMBERED {
            of_function.push((args, result, value));
        }
    }
}

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
            let is_settled = chosen.is_settled && args.first().is_some_and(|first| first.is_settled);
            return Some(Expr { span, is_settled, ..chosen });
        }
        if function.name == "case" {
            return self.fold_case(function, args, result, span);
        }
        let values: Option<Vec<Value>> = args.iter().map(|a| a.as_literal().cloned()).collect();
        let value = self.evaluate(function, values?, result)?;
        Some(Expr::literal(value, span).settled(args.iter().all(|arg| arg.is_settled)))
    }

    fn evaluate(&self, function: &'static FunctionSymbol, args: Vec<Value>, result: ScalarType) -> Option<Value> {
        if let Some(known) = self.folded.borrow().get(function, &args, result) {
            return known;
        }
        let value = self.env.constants.evaluate(function, &args, result);
        self.folded.borrow_mut().put(function, args, result, value.clone());
        value
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
            1 => live.pop().map(|only| only.settled(false)),
            _ => Some(self.make_call(function, live, result, span)),
        }
    }
}

/// The value that the first pair chooses when its condition is constantly true; the last value when there is only that,
/// or when the one condition of an `iff` is constantly not true.
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

//! Bound expressions as DataFusion expressions.

use datafusion::common::{Result, internal_err};
use datafusion::functions::core::expr_fn::get_field;
use datafusion::functions::math::expr_fn::isnan;
use datafusion::logical_expr::expr::InList;
use datafusion::logical_expr::{BinaryExpr, Expr, Operator};
use lurcher_binder::bound::{self, ColumnId, ExprKind, PathStep};
use lurcher_functions::types::to_scalar;
use lurcher_functions::{Lowering, call, promote, scalar_of, value_name};
use lurcher_symbols::{FunctionSymbol, ScalarType, Value};

use crate::functions::{element, in_set, json_path, json_paths, path_field};
use crate::relation::Columns;

/// An expression over `columns`.
pub fn lower(expr: &bound::Expr, columns: &Columns) -> Result<Expr> {
    Lowerer { columns }.expr(expr, false)
}

/// A predicate over `columns`, where null counts as false.
pub fn lower_predicate(expr: &bound::Expr, columns: &Columns) -> Result<Expr> {
    Lowerer { columns }.expr(expr, true)
}

/// What a column is.
pub fn column(id: ColumnId, columns: &Columns) -> Result<Expr> {
    match columns.get(&id) {
        Some(column) => Ok(column.expr.clone()),
        None => internal_err!("column {} is not in scope", id.0),
    }
}

/// The conjunction or disjunction of all, as flat a tree as can be: a query may have thousands.
pub fn combine(mut exprs: Vec<Expr>, operator: Operator) -> Option<Expr> {
    while exprs.len() > 1 {
        let mut pairs = Vec::with_capacity(exprs.len().div_ceil(2));
        let mut rest = exprs.into_iter();
        while let Some(left) = rest.next() {
            pairs.push(match rest.next() {
                Some(right) => Expr::BinaryExpr(BinaryExpr::new(Box::new(left), operator, Box::new(right))),
                None => left,
            });
        }
        exprs = pairs;
    }
    exprs.pop()
}

struct Lowerer<'a> {
    columns: &'a Columns,
}

impl Lowerer<'_> {
    fn expr(&self, expr: &bound::Expr, null_is_false: bool) -> Result<Expr> {
        match &expr.kind {
            ExprKind::Literal(value) => Ok(literal(value)),
            ExprKind::Column(id) => column(*id, self.columns),
            ExprKind::Call { function, args } => self.call(function, args, expr.ty, null_is_false),
            ExprKind::And(parts) => self.combine(parts, Operator::And, null_is_false),
            ExprKind::Or(parts) => self.combine(parts, Operator::Or, null_is_false),
            ExprKind::In { operand, list, negated } => self.in_list(operand, list, *negated, null_is_false),
            ExprKind::Promote(operand) => promote(self.expr(operand, false)?, operand.ty, expr.ty),
            ExprKind::Value { of, place } => Ok(get_field(self.expr(of, false)?, value_name(*place))),
            ExprKind::Path { base, steps } => self.path(base, steps),
            ExprKind::Element { base, index } => {
                Ok(element(self.expr(base, false)?, self.expr(index, false)?, index.ty == ScalarType::String))
            }
        }
    }

    fn call(
        &self,
        symbol: &'static FunctionSymbol,
        args: &[bound::Expr],
        result: ScalarType,
        null_is_false: bool,
    ) -> Result<Expr> {
        let Some(function) = scalar_of(symbol) else {
            return internal_err!("{} is no scalar function", symbol.name);
        };
        let types: Vec<ScalarType> = args.iter().map(|arg| arg.ty).collect();
        let args = args.iter().map(|arg| self.expr(arg, false)).collect::<Result<_>>()?;
        call(function, Lowering { args, types: &types, result, null_is_false })
    }

    /// A path into a dynamic. Where the value on the way need not be made, it is not.
    fn path(&self, base: &bound::Expr, steps: &[PathStep]) -> Result<Expr> {
        if let Some(text) = parsed_text(base) {
            return Ok(get_field(json_paths(self.expr(text, false)?, &[steps]), path_field(0)));
        }
        match part_of_split(base, steps) {
            Some((part, steps)) => Ok(json_path(self.expr(&part, false)?, &steps)),
            None => Ok(json_path(self.expr(base, false)?, steps)),
        }
    }

    fn combine(&self, parts: &[bound::Expr], operator: Operator, null_is_false: bool) -> Result<Expr> {
        let parts = parts.iter().map(|part| self.expr(part, null_is_false)).collect::<Result<_>>()?;
        match combine(parts, operator) {
            Some(expr) => Ok(expr),
            None => internal_err!("{operator} without operands"),
        }
    }

    /// A null is in no list, so `!in` is true for it.
    fn in_list(&self, operand: &bound::Expr, list: &[Value], negated: bool, null_is_false: bool) -> Result<Expr> {
        let never_null = operand.ty == ScalarType::String;
        let ty = operand.ty;
        let operand = Box::new(self.expr(operand, false)?);
        if let Some(is_in) = in_set(&operand, ty, list) {
            return Ok(if negated { Expr::IsNotTrue(Box::new(is_in)) } else { is_in });
        }
        let list: Vec<Expr> = list.iter().flat_map(equals_of).map(|value| literal(&value)).collect();
        let among = |negated| Expr::InList(InList::new(operand.clone(), list.clone(), negated));
        let is_in = match ty {
            // Statistics leave NaNs out, and where this is negated they would say of rows with NaNs that all are in it.
            ScalarType::Real => among(false).and(Expr::Not(Box::new(isnan((*operand).clone())))),
            _ => among(false),
        };
        Ok(match negated {
            true if never_null => among(true),
            false if never_null || null_is_false => is_in,
            false => Expr::IsTrue(Box::new(is_in)),
            true => Expr::IsNotTrue(Box::new(is_in)),
        })
    }
}

/// What Arrow, which compares reals by their bits, must look for to find what equals a value: of zero both zeros, of NaN
/// nothing.
fn equals_of(value: &Value) -> Vec<Value> {
    match value {
        Value::Real(real) if *real == 0.0 => vec![Value::Real(0.0), Value::Real(-0.0)],
        Value::Real(real) if real.is_nan() => Vec::new(),
        other => vec![other.clone()],
    }
}

/// The JSON text from outside that `parse_json()` makes a dynamic of, which need not be made to follow a path into it.
pub fn parsed_text(base: &bound::Expr) -> Option<&bound::Expr> {
    match &base.kind {
        ExprKind::Call { function, args } if function.name == "parse_json" => match args.as_slice() {
            [text] if text.ty == ScalarType::String => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// `split(text, delimiter)[i]` as `split(text, delimiter, i)[0]`, which makes one part only.
fn part_of_split(base: &bound::Expr, steps: &[PathStep]) -> Option<(bound::Expr, Vec<PathStep>)> {
    let (ExprKind::Call { function, args }, [PathStep::Index(place @ 0..), rest @ ..]) = (&base.kind, steps) else {
        return None;
    };
    if function.name != "split" || args.len() != 2 {
        return None;
    }
    let place = bound::Expr::literal(Value::Long(*place), base.span);
    let args = args.iter().cloned().chain([place]).collect();
    let part = bound::Expr::new(ExprKind::Call { function, args }, base.ty, base.span);
    let steps = std::iter::once(PathStep::Index(0)).chain(rest.iter().cloned()).collect();
    Some((part, steps))
}

fn literal(value: &Value) -> Expr {
    Expr::Literal(to_scalar(value), None)
}

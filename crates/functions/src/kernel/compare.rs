//! Comparisons: plain DataFusion expressions for native types, so that filters prune and are pushed down; a kernel for
//! reals of two columns and for dynamics.
//!
//! Equality with a null is not unknown in Kusto: null against a value is different, null against null is null. Reals
//! compare as IEEE says, while Arrow orders NaNs behind (or, with the sign bit, before) the infinities and tells the
//! zeros apart.

use std::cmp::Ordering;

use datafusion::common::{Result, ScalarValue};
use datafusion::functions::math::expr_fn::isnan;
use datafusion::logical_expr::expr::Case;
use datafusion::logical_expr::{BinaryExpr, ColumnarValue, Expr, Operator, lit};
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::decimal::Decimal;

use super::cell::Cell;
use super::convert::{Overflow, to_bool, to_datetime, to_guid, to_long, to_real, to_timespan};
use super::{Call, Scalars, bools};
use crate::promotion::promote;
use crate::udf::Lowering;

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};

impl Comparison {
    fn operator(self) -> Operator {
        match self {
            Equal => Operator::Eq,
            NotEqual => Operator::NotEq,
            Less => Operator::Lt,
            LessOrEqual => Operator::LtEq,
            Greater => Operator::Gt,
            GreaterOrEqual => Operator::GtEq,
        }
    }

    /// The comparison that holds with the operands exchanged.
    fn flip(self) -> Self {
        match self {
            Less => Greater,
            LessOrEqual => GreaterOrEqual,
            Greater => Less,
            GreaterOrEqual => LessOrEqual,
            same => same,
        }
    }

    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Equal => ordering.is_eq(),
            NotEqual => ordering.is_ne(),
            Less => ordering.is_lt(),
            LessOrEqual => ordering.is_le(),
            Greater => ordering.is_gt(),
            GreaterOrEqual => ordering.is_ge(),
        }
    }

    fn is_equality(self) -> bool {
        matches!(self, Equal | NotEqual)
    }
}

/// The comparison as a DataFusion expression; none where it takes [`kernel`].
pub fn lower(call: &Lowering<'_>, op: Comparison) -> Result<Option<Expr>> {
    let [left, right] = [call.types[0], call.types[1]];
    if left == ScalarType::Dynamic || right == ScalarType::Dynamic {
        return Ok(None);
    }
    let Some(ty) = common(left, right) else {
        return refuse!("Cannot compare values of types {left} and {right}. Try adding explicit casts");
    };
    let side = |i: usize| promote(call.args[i].clone(), call.types[i], ty);
    let (mut a, mut b, mut op, mut of) = (side(0)?, side(1)?, op, left);
    // A constant belongs to the right.
    if is_value(&a) && !is_value(&b) {
        (a, b, op, of) = (b, a, op.flip(), right);
    }
    if ty == ScalarType::Real {
        let has_nan = of == ScalarType::Real;
        return Ok(real_value(&b).and_then(|value| real(a, value, op, has_nan, call.null_is_false)));
    }
    Ok(Some(native(a, b, op, ty, call.null_is_false)))
}

/// The type that two types are compared at: of numbers the wider one, a bool beside a number counting as 0 or 1.
fn common(a: ScalarType, b: ScalarType) -> Option<ScalarType> {
    match (a, b) {
        (ScalarType::Bool, number) | (number, ScalarType::Bool) if number.is_numeric() => Some(number),
        _ => a.common(b),
    }
}

fn native(a: Expr, b: Expr, op: Comparison, ty: ScalarType, null_is_false: bool) -> Expr {
    let never_null = ty == ScalarType::String;
    if !op.is_equality() || never_null || (op == Equal && null_is_false) {
        return binary(a, op.operator(), b);
    }
    if null_is_false && is_value(&b) {
        return binary(binary(a.clone(), Operator::NotEq, b), Operator::Or, Expr::IsNull(Box::new(a)));
    }
    let distinct = if op == Equal { Operator::IsNotDistinctFrom } else { Operator::IsDistinctFrom };
    if null_is_false || is_value(&b) {
        return binary(a, distinct, b);
    }
    let both_null = binary(Expr::IsNull(Box::new(a.clone())), Operator::And, Expr::IsNull(Box::new(b.clone())));
    let null = Box::new(lit(ScalarValue::Boolean(None)));
    Expr::Case(Case {
        expr: None,
        when_then_expr: vec![(Box::new(both_null), null)],
        else_expr: Some(Box::new(binary(a, distinct, b))),
    })
}

/// A real compared with a constant: Arrow's total order brought to IEEE's by bounds that take both zeros alike, and by
/// a word on NaNs. It must be there though bounds could leave NaNs out as well: a file's statistics leave them out too,
/// and where the comparison is negated they would say of rows with NaNs that none fulfils it.
fn real(a: Expr, value: f64, op: Comparison, has_nan: bool, null_is_false: bool) -> Option<Expr> {
    if value.is_nan() {
        return None;
    }
    let compare = |op: Comparison, bound: f64| native(a.clone(), lit(bound), op, ScalarType::Real, null_is_false);
    let is_zero = value == 0.0;
    let compared = match op {
        Equal if is_zero => binary(compare(op, 0.0), Operator::Or, compare(op, -0.0)),
        NotEqual if is_zero => binary(compare(op, 0.0), Operator::And, compare(op, -0.0)),
        Less | GreaterOrEqual if is_zero => compare(op, -0.0),
        LessOrEqual | Greater if is_zero => compare(op, 0.0),
        _ => compare(op, value),
    };
    Some(match op {
        _ if !has_nan => compared,
        NotEqual => binary(compared, Operator::Or, isnan(a)),
        _ => binary(compared, Operator::And, Expr::Not(Box::new(isnan(a)))),
    })
}

fn binary(left: Expr, op: Operator, right: Expr) -> Expr {
    Expr::BinaryExpr(BinaryExpr::new(Box::new(left), op, Box::new(right)))
}

fn is_value(expr: &Expr) -> bool {
    match expr {
        Expr::Literal(value, _) => !value.is_null(),
        Expr::Cast(inner) => is_value(&inner.expr),
        _ => false,
    }
}

fn real_value(expr: &Expr) -> Option<f64> {
    let value = match expr {
        Expr::Literal(value, _) => value,
        Expr::Cast(inner) => return real_value(&inner.expr),
        _ => return None,
    };
    match value {
        ScalarValue::Float64(value) => *value,
        ScalarValue::Int64(value) => value.map(|v| v as f64),
        ScalarValue::Int32(value) => value.map(f64::from),
        ScalarValue::Boolean(value) => value.map(|v| f64::from(u8::from(v))),
        _ => None,
    }
}

/// The comparison row by row, of any two types that [`lower`] leaves.
pub fn kernel(call: &Call<'_>, op: Comparison) -> Result<ColumnarValue> {
    let (left, right) = (Scalars::of(call, 0)?, Scalars::of(call, 1)?);
    if let (Scalars::Real(a), Scalars::Real(b)) = (&left, &right) {
        return bools(call.rows, |row| with_nulls(op, a.get(row), b.get(row), |a, b| compare_reals(op, a, b)));
    }
    bools(call.rows, |row| cells(op, &left.cell(row), &right.cell(row), call.types[0], call.types[1]))
}

/// Two values compared, each of the type that its operand was declared with.
pub fn cells(op: Comparison, a: &Cell<'_>, b: &Cell<'_>, left: ScalarType, right: ScalarType) -> Option<bool> {
    match (left, right) {
        (ScalarType::Dynamic, ScalarType::Dynamic) => {
            let some = |cell: &Cell<'_>| (*cell != Cell::Null).then_some(());
            with_nulls(op, some(a), some(b), |(), ()| dynamics(op, a, b))
        }
        (ScalarType::Dynamic, ty) => typed(op, a, b, ty),
        (_, ty) => typed(op, a, b, if ty == ScalarType::Dynamic { left } else { ty }),
    }
}

/// The rule of nulls around a comparison of two values; `None` from the comparison is a null too.
fn with_nulls<T>(op: Comparison, a: Option<T>, b: Option<T>, f: impl FnOnce(T, T) -> Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(a), Some(b)) => f(a, b),
        (None, None) => None,
        _ => op.is_equality().then_some(op == NotEqual),
    }
}

/// NaN is not equal to, less or greater than anything.
fn compare_reals(op: Comparison, a: f64, b: f64) -> Option<bool> {
    Some(a.partial_cmp(&b).map_or(op == NotEqual, |ordering| op.holds(ordering)))
}

/// A dynamic against a value of type `ty`: the dynamic is converted first, a number to a number of its own kind.
fn typed(op: Comparison, a: &Cell<'_>, b: &Cell<'_>, ty: ScalarType) -> Option<bool> {
    fn ordered<T: Ord>(op: Comparison, a: Option<T>, b: Option<T>) -> Option<bool> {
        with_nulls(op, a, b, |a, b| Some(op.holds(a.cmp(&b))))
    }
    match ty {
        ScalarType::Bool => ordered(op, to_bool(a), to_bool(b)),
        ScalarType::Int | ScalarType::Long | ScalarType::Real | ScalarType::Decimal => numbers(op, a, b),
        ScalarType::DateTime => ordered(op, to_datetime(a), to_datetime(b)),
        ScalarType::TimeSpan => ordered(op, to_timespan(a), to_timespan(b)),
        ScalarType::Guid => ordered(op, to_guid(a), to_guid(b)),
        ScalarType::String | ScalarType::Dynamic => {
            let text = |cell: &Cell<'_>| {
                let mut out = String::new();
                cell.write_text(&mut out);
                out
            };
            Some(match (a, b) {
                (Cell::Text(a), Cell::Text(b)) => op.holds(a.cmp(b)),
                _ => op.holds(text(a).cmp(&text(b))),
            })
        }
    }
}

fn numbers(op: Comparison, a: &Cell<'_>, b: &Cell<'_>) -> Option<bool> {
    let real = |cell: &Cell<'_>| matches!(cell, Cell::Real(_));
    if let (Cell::Decimal(_), _) | (_, Cell::Decimal(_)) = (a, b)
        && !real(a)
        && !real(b)
    {
        let decimal = |cell: &Cell<'_>| match cell {
            Cell::Decimal(d) => Some(*d),
            other => to_long(other, Overflow::Saturate).map(Decimal::from_long),
        };
        return with_nulls(op, decimal(a), decimal(b), |a, b| Some(op.holds(a.cmp(&b))));
    }
    let long = |cell: &Cell<'_>| if real(cell) { None } else { to_long(cell, Overflow::Saturate) };
    match (long(a), long(b)) {
        (Some(a), Some(b)) => Some(op.holds(a.cmp(&b))),
        _ => with_nulls(op, to_real(a), to_real(b), |a, b| compare_reals(op, a, b)),
    }
}

/// Two dynamics: numbers by their value, other scalars within their type, arrays and bags for equality only.
fn dynamics(op: Comparison, a: &Cell<'_>, b: &Cell<'_>) -> Option<bool> {
    let number = |cell: &Cell<'_>| matches!(cell, Cell::Long(_) | Cell::Real(_) | Cell::Decimal(_));
    let ordering = match (a, b) {
        (a, b) if number(a) && number(b) => return numbers(op, a, b),
        (Cell::Bool(a), Cell::Bool(b)) => a.cmp(b),
        (Cell::Text(a), Cell::Text(b)) => a.cmp(b),
        (Cell::DateTime(a), Cell::DateTime(b)) | (Cell::TimeSpan(a), Cell::TimeSpan(b)) => a.cmp(b),
        (Cell::Guid(a), Cell::Guid(b)) => a.cmp(b),
        (Cell::Array(a) | Cell::Bag(a), Cell::Array(b) | Cell::Bag(b)) if op.is_equality() => {
            return Some(super::elements::same(a, b) == (op == Equal));
        }
        _ => return op.is_equality().then_some(op == NotEqual),
    };
    Some(op.holds(ordering))
}

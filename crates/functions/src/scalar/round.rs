use arrow::datatypes::{Float64Type, Int32Type, Int64Type};
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, decimals, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "round",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("number", ParameterType::Number),
                Parameter::optional("precision", ParameterType::Exact(ScalarType::Long)).constant(),
            ],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "A number rounded to some digits after the point (before it where negative), halves away from zero.",
        url: "https://learn.microsoft.com/kusto/query/round-function",
        examples: &[
            Example { kql: "print round(2.98765, 3)", result: "2.988" },
            Example { kql: "print round(2.15, 1)", result: "2.2" },
            Example { kql: "print round(2.15)", result: "2.0" },
            Example { kql: "print round(-50.55, -2)", result: "-100.0" },
            Example { kql: "print round(21.5, -1)", result: "20.0" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let precision = if call.has(1) { call.long(1)?.get(0) } else { Some(0) };
    let precision = precision.map(|p| p.clamp(-400, 400) as i32);
    match call.result {
        ScalarType::Real => {
            let number = call.real(0)?;
            numbers::<Float64Type>(call.rows, |row| Some(round(number.get(row)?, precision?)))
        }
        ScalarType::Decimal => {
            let number = call.decimal(0)?;
            decimals(call.rows, |row| number.get(row)?.round(precision?))
        }
        ScalarType::Int => {
            let number = call.int(0)?;
            let digits = |p: i32| u32::try_from(-p).unwrap_or(0);
            numbers::<Int32Type>(call.rows, |row| {
                round_whole(number.get(row)?.into(), digits(precision?)).and_then(|n| n.try_into().ok())
            })
        }
        _ => {
            let number = call.long(0)?;
            let digits = |p: i32| u32::try_from(-p).unwrap_or(0);
            numbers::<Int64Type>(call.rows, |row| {
                round_whole(number.get(row)?.into(), digits(precision?)).and_then(|n| n.try_into().ok())
            })
        }
    }
}

fn round(value: f64, precision: i32) -> f64 {
    let power = 10_f64.powi(precision.abs());
    let rounded = if precision < 0 { (value / power).round() * power } else { (value * power).round() / power };
    if rounded.is_finite() { rounded } else { value }
}

/// Rounds away the last `digits` digits.
fn round_whole(value: i128, digits: u32) -> Option<i128> {
    let Some(power) = 10_i128.checked_pow(digits) else { return Some(0) };
    let rest = value % power;
    let away = if rest.unsigned_abs() * 2 >= power.unsigned_abs() && rest != 0 { rest.signum() * power } else { 0 };
    (value - rest).checked_add(away)
}

use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, Expr, cast, lit};
use lurcher_symbols::values::datetime;

use super::*;
use crate::kernel::{Call, Cell, Scalars, decimals, dynamics, numbers};
use crate::types::arrow_type;
use crate::{Kernel, Lowering, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "unary -",
        &[
            Signature {
                parameters: &[Parameter::new("operand", ParameterType::Summable)],
                result: ResultType::ArgumentPromoted(0),
            },
            Signature { parameters: &[Parameter::new("operand", Exact(Dynamic))], result: ResultType::Exact(Dynamic) },
        ],
        "A number or timespan with the opposite sign.",
        "https://learn.microsoft.com/kusto/query/numerical-operators",
        &[Example { kql: "print -(1d + 2h)", result: "-1.02:00:00" }],
    ),
    kernel: Kernel::Lowered(lower, kernel),
};

fn lower(call: &Lowering<'_>) -> Result<Option<Expr>> {
    let operand = || match call.types[0] == call.result {
        true => call.args[0].clone(),
        false => cast(call.args[0].clone(), arrow_type(call.result)),
    };
    Ok(match call.result {
        Long | TimeSpan => Some(lit(0_i64) - operand()),
        // Subtracted from zero, since the opposite of 0.0 is 0.0.
        Real => Some(lit(0.0_f64) - operand()),
        _ => None,
    })
}

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    match call.result {
        Decimal => {
            let operand = call.decimal(0)?;
            decimals(call.rows, |row| operand.get(row).map(|d| -d))
        }
        DateTime => {
            let operand = call.long(0)?;
            numbers::<Int64Type>(call.rows, |row| operand.get(row).and_then(|t| datetime::checked(-t)))
        }
        _ => {
            let operand = Scalars::of(call, 0)?;
            dynamics(call.rows, |row, out| {
                match operand.cell(row) {
                    Cell::Long(i) => values::dynamic::Dynamic::Long(i.wrapping_neg()),
                    Cell::Real(r) => values::dynamic::Dynamic::Real(0.0 - r),
                    _ => return false,
                }
                .write_canonical(out);
                true
            })
        }
    }
}

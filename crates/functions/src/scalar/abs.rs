use arrow::datatypes::{Float64Type, Int64Type};
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::*;

use crate::kernel::operand::Operand;
use crate::kernel::{Call, decimals, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "abs",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[
            Signature {
                parameters: &[Parameter::new("number", ParameterType::Integer)],
                result: ResultType::Exact(ScalarType::Long),
            },
            Signature {
                parameters: &[Parameter::new("number", ParameterType::Number)],
                result: ResultType::Argument(0),
            },
            Signature {
                parameters: &[Parameter::new("number", ParameterType::Exact(ScalarType::TimeSpan))],
                result: ResultType::Exact(ScalarType::TimeSpan),
            },
        ],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The size of a number or timespan without its sign.",
        url: "https://learn.microsoft.com/kusto/query/abs-function",
        examples: &[
            Example { kql: "print abs(-5)", result: "5" },
            Example { kql: "print abs(-1h)", result: "01:00:00" },
            Example { kql: "print abs(-2.5)", result: "2.5" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    match call.result {
        ScalarType::Real => {
            let number = call.real(0)?;
            numbers::<Float64Type>(call.rows, |row| number.get(row).map(f64::abs))
        }
        ScalarType::Decimal => {
            let number = call.decimal(0)?;
            decimals(call.rows, |row| number.get(row).map(Decimal::abs))
        }
        ScalarType::TimeSpan => {
            let time = call.long(0)?;
            numbers::<Int64Type>(call.rows, |row| time.get(row).and_then(i64::checked_abs))
        }
        _ => {
            let number = Operand::longs(call, 0)?;
            numbers::<Int64Type>(call.rows, |row| number.get(row).map(i64::wrapping_abs))
        }
    }
}

use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::decimal;
use lurcher_symbols::*;

use crate::kernel::{Call, decimals, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ceiling",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The least whole number that is not less than a number.",
        url: "https://learn.microsoft.com/kusto/query/ceiling-function",
        examples: &[
            Example { kql: "print ceiling(-1.1)", result: "-1.0" },
            Example { kql: "print ceiling(0.9)", result: "1.0" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    match call.result {
        ScalarType::Real => {
            let number = call.real(0)?;
            numbers::<Float64Type>(call.rows, |row| number.get(row).map(f64::ceil))
        }
        ScalarType::Decimal => {
            let number = call.decimal(0)?;
            decimals(call.rows, |row| {
                let value = number.get(row)?;
                let fraction = value.rem_euclid(decimal::ONE);
                if fraction == 0 { Some(value) } else { value.checked_add(decimal::ONE - fraction) }
            })
        }
        _ => Ok(call.args[0].clone()),
    }
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::kernel::{Call, decimals};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ceiling",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[
            Signature {
                parameters: &[Parameter::new("number", ParameterType::Exact(ScalarType::Decimal))],
                result: ResultType::Exact(ScalarType::Decimal),
            },
            Signature {
                parameters: &[Parameter::new("number", ParameterType::Number)],
                result: ResultType::Exact(ScalarType::Real),
            },
        ],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The least whole number that is not less than a number, as a real, or as a decimal of a decimal.",
        url: "https://learn.microsoft.com/kusto/query/ceiling-function",
        examples: &[
            Example { kql: "print ceiling(-1.1)", result: "-1.0" },
            Example { kql: "print ceiling(0.9)", result: "1.0" },
            Example { kql: "print ceiling(4)", result: "4.0" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    if call.result == ScalarType::Real {
        return reals(call, f64::ceil);
    }
    let number = call.decimal(0)?;
    decimals(call.rows, |row| number.get(row)?.ceil())
}

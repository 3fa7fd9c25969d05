use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::operand::Operand;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "pow",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("base", ParameterType::Number),
                Parameter::new("exponent", ParameterType::Number),
            ],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "A number to the power of another one.",
        url: "https://learn.microsoft.com/kusto/query/pow-function",
        examples: &[
            Example { kql: "print pow(2, 3)", result: "8.0" },
            Example { kql: "print pow(2, -1)", result: "0.5" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (a, b) = (Operand::reals(call, 0)?, Operand::reals(call, 1)?);
    numbers::<Float64Type>(call.rows, |row| Some(f64::powf(a.get(row)?, b.get(row)?)))
}

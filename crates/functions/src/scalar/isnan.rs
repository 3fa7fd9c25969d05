use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "isnan",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Exact(ScalarType::Real))],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether a number is NaN.",
        url: "https://learn.microsoft.com/kusto/query/isnan-function",
        examples: &[
            Example { kql: "print isnan(0.0 / 0.0)", result: "true" },
            Example { kql: "print isnan(1.5)", result: "false" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let number = call.real(0)?;
    bools(call.rows, |row| Some(number.get(row).is_some_and(f64::is_nan)))
}

use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::convert::{self, unchanged};
use crate::kernel::{Call, Scalars, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "toreal",
        aliases: &["todouble"],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The value as a real; null where it is none.",
        url: "https://learn.microsoft.com/kusto/query/toreal-function",
        examples: &[
            Example { kql: "print toreal('2.5')", result: "2.5" },
            Example { kql: "print toreal('1e400')", result: "Infinity" },
            Example { kql: "print toreal('1,234')", result: "null" },
        ],
    },
    kernel: Kernel::Lowered(unchanged, kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Scalars::of(call, 0)?;
    numbers::<Float64Type>(call.rows, |row| convert::to_real(&value.cell(row)))
}

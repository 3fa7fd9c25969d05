use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::convert::{self, Overflow, unchanged};
use crate::kernel::{Call, Scalars, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "tolong",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The value as a long; null where it is none.",
        url: "https://learn.microsoft.com/kusto/query/tolong-function",
        examples: &[
            Example { kql: "print tolong('123')", result: "123" },
            Example { kql: "print tolong(-2.5)", result: "-2" },
            Example { kql: "print tolong(1d)", result: "864000000000" },
        ],
    },
    kernel: Kernel::Lowered(unchanged, kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let overflow = Overflow::of(call);
    let value = Scalars::of(call, 0)?;
    numbers::<Int64Type>(call.rows, |row| convert::to_long(&value.cell(row), overflow))
}

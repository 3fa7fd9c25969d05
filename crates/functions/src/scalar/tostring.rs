use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::convert::unchanged;
use crate::kernel::{Call, Scalars, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "tostring",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The text of a value; the empty string for a null.",
        url: "https://learn.microsoft.com/kusto/query/tostring-function",
        examples: &[
            Example { kql: "print tostring(123)", result: "123" },
            Example { kql: "print tostring(true)", result: "True" },
            Example { kql: "print tostring(1d)", result: "1.00:00:00" },
            Example { kql: "print tostring(dynamic(null))", result: "" },
        ],
    },
    kernel: Kernel::Lowered(unchanged, kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Scalars::of(call, 0)?;
    texts(call.rows, |row, out| value.write_text(row, out))
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, is_full, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "strcat",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("arg", ParameterType::Scalar, 1, 64)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The arguments written one after another.",
        url: "https://learn.microsoft.com/kusto/query/strcat-function",
        examples: &[
            Example { kql: "print strcat('hello', ' ', 'world')", result: "hello world" },
            Example { kql: "print strcat('a', 1, true)", result: "a1True" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let parts = Spelled::all(call, 0)?;
    texts(call.rows, |row, out| {
        for part in &parts {
            if is_full(out) {
                break;
            }
            part.write(row, out);
        }
    })
}

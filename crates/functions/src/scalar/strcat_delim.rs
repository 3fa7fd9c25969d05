use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, is_full, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "strcat_delim",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("delimiter", ParameterType::Scalar),
                Parameter::repeated("arg", ParameterType::Scalar, 2, 64),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The arguments written one after another, a delimiter between them.",
        url: "https://learn.microsoft.com/kusto/query/strcat-delim-function",
        examples: &[Example { kql: "print strcat_delim('-', 1, '2', 'A', 1s)", result: "1-2-A-00:00:01" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let delimiter = Spelled::of(call, 0)?;
    let parts = Spelled::all(call, 1)?;
    texts(call.rows, |row, out| {
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                delimiter.write(row, out);
            }
            part.write(row, out);
            if is_full(out) {
                return;
            }
        }
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, is_full, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "strrep",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("value", ParameterType::Scalar),
                Parameter::new("multiplier", ParameterType::Exact(ScalarType::Long)),
                Parameter::optional("delimiter", ParameterType::Scalar),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A text repeated, at most 1024 times, with an optional delimiter between.",
        url: "https://learn.microsoft.com/kusto/query/strrep-function",
        examples: &[
            Example { kql: "print strrep('ABC', 2)", result: "ABCABC" },
            Example { kql: "print strrep(123, 3, '.')", result: "123.123.123" },
            Example { kql: "print strrep(3s, 2, ' ')", result: "00:00:03 00:00:03" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

/// Kusto repeats no more often.
const MOST: i64 = 1024;

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Spelled::of(call, 0)?;
    let times = call.long(1)?;
    let delimiter = if call.has(2) { Some(Spelled::of(call, 2)?) } else { None };
    let mut buffer = String::new();
    texts(call.rows, |row, out| {
        let value = value.get(row, &mut buffer);
        for i in 0..times.get(row).unwrap_or(0).min(MOST) {
            if i > 0
                && let Some(delimiter) = &delimiter
            {
                delimiter.write(row, out);
            }
            out.push_str(value);
            if is_full(out) {
                return;
            }
        }
    })
}

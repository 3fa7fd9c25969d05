use arrow::array::{Array, StringViewArray};
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use memchr::memchr;

use crate::kernel::convert::unchanged;
use crate::kernel::{Call, Cell, Scalars, Slices, Text, texts};
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
    if let Scalars::Dynamic(Text::Column(column)) = value {
        return texts_of(column);
    }
    texts(call.rows, |row, out| value.write_text(row, out))
}

/// A string without escapes is a piece of the dynamic that it stands in.
fn texts_of(dynamics: &StringViewArray) -> Result<ColumnarValue> {
    let mut pieces = Slices::of(dynamics);
    let mut buffer = String::new();
    for row in 0..dynamics.len() {
        let canonical = dynamics.is_valid(row).then(|| dynamics.value(row));
        match canonical.map(str::as_bytes) {
            Some([b'"', inner @ .., b'"']) if memchr(b'\\', inner).is_none() => pieces.append(row, 1, inner.len() + 1)?,
            _ => {
                buffer.clear();
                Cell::of(canonical).write_text(&mut buffer);
                pieces.append_text(&buffer);
            }
        }
    }
    Ok(ColumnarValue::Array(pieces.finish()))
}

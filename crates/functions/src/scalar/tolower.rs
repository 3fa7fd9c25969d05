use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "tolower",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A text in lower case.",
        url: "https://learn.microsoft.com/kusto/query/tolower-function",
        examples: &[
            Example { kql: "print tolower('HELLO')", result: "hello" },
            Example { kql: "print tolower('ПРИВЕТ')", result: "привет" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Spelled::of(call, 0)?;
    texts(call.rows, |row, out| {
        let mut buffer = String::new();
        let text = value.get(row, &mut buffer);
        if text.is_ascii() {
            out.push_str(text);
            out.make_ascii_lowercase();
        } else {
            out.extend(text.chars().map(convert));
        }
    })
}

/// Character by character: what has no single counterpart (`ß`) stays.
fn convert(c: char) -> char {
    let mut converted = c.to_lowercase();
    match (converted.next(), converted.next()) {
        (Some(single), None) => single,
        _ => c,
    }
}

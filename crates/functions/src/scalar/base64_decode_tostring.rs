use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "base64_decode_tostring",
        aliases: &["base64_decodestring"],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("base64_string", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The text that Base64 stands for; empty where it is not Base64 or not UTF-8.",
        url: "https://learn.microsoft.com/kusto/query/base64-decode-tostring-function",
        examples: &[
            Example { kql: "print base64_decode_tostring('S3VzdG8=')", result: "Kusto" },
            Example { kql: "print base64_decode_tostring('U3RyaW5n0KHR0tGA0L7Rh9C60LA=')", result: "" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = call.text(0)?;
    let mut bytes = Vec::new();
    texts(call.rows, |row, out| {
        bytes.clear();
        if STANDARD.decode_vec(source.get(row), &mut bytes).is_ok()
            && let Ok(text) = std::str::from_utf8(&bytes)
        {
            out.push_str(text);
        }
    })
}

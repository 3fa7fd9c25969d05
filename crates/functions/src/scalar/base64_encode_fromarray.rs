use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::elements as split;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "base64_encode_fromarray",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("base64_string_decoded_as_array", ParameterType::DynamicArray)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An array of bytes as Base64; empty where it is no such array.",
        url: "https://learn.microsoft.com/kusto/query/base64-encode-fromarray-function",
        examples: &[Example {
            kql: "print base64_encode_fromarray(dynamic([75, 117, 115, 116, 111]))",
            result: "S3VzdG8=",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = call.text(0)?;
    let mut elements = Vec::new();
    texts(call.rows, |row, out| {
        if split(source.option(row), &mut elements) {
            let bytes: Option<Vec<u8>> = elements.iter().map(|e| e.parse().ok()).collect();
            if let Some(bytes) = bytes {
                STANDARD.encode_string(bytes, out);
            }
        }
    })
}

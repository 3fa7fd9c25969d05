use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, compression, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "zlib_decompress_from_base64_string",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("string", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The text that was compressed with zlib and encoded as Base64; empty where it was not.",
        url: "https://learn.microsoft.com/kusto/query/zlib-base64-decompress",
        examples: &[Example {
            kql: "print zlib_decompress_from_base64_string('eAEBFADr/zEyMzQ1Njc4OTBxd2VydHl1aW9wOAkGdw==')",
            result: "1234567890qwertyuiop",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = call.text(0)?;
    texts(call.rows, |row, out| {
        let text = STANDARD.decode(source.get(row)).ok().and_then(|bytes| compression::unzlib(&bytes));
        out.push_str(text.as_deref().unwrap_or_default());
    })
}

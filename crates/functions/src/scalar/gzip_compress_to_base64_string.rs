use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, compression, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "gzip_compress_to_base64_string",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("string", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A text compressed with gzip, as Base64.",
        url: "https://learn.microsoft.com/kusto/query/gzip-base64-compress",
        examples: &[Example {
            kql: "print gzip_compress_to_base64_string('1234567890qwertyuiop')",
            result: "H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA==",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = call.text(0)?;
    texts(call.rows, |row, out| {
        if let Some(bytes) = compression::gzip(source.get(row).as_bytes()) {
            STANDARD.encode_string(bytes, out);
        }
    })
}

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use uuid::Uuid;

use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "base64_encode_fromguid",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("guid", ParameterType::Exact(ScalarType::Guid))],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A guid as Base64, its first three parts with the least byte first.",
        url: "https://learn.microsoft.com/kusto/query/base64-encode-fromguid-function",
        examples: &[Example {
            kql: "print base64_encode_fromguid(toguid('ae3133f2-6e22-49ae-b06a-16e6a9b212eb'))",
            result: "8jMxriJurkmwahbmqbIS6w==",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let guid = call.guid(0)?;
    texts(call.rows, |row, out| {
        if let Some(bytes) = guid.get(row).and_then(|g| Uuid::from_slice(g).ok()) {
            STANDARD.encode_string(bytes.to_bytes_le(), out);
        }
    })
}

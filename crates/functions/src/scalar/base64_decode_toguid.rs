use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use uuid::Uuid;

use crate::kernel::{Call, guids};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "base64_decode_toguid",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("base64_string", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Guid),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The guid that Base64 of 16 bytes stands for, its first three parts with the least byte first; null where it is none.",
        url: "https://learn.microsoft.com/kusto/query/base64-decode-toguid-function",
        examples: &[Example {
            kql: "print base64_decode_toguid('8jMxriJurkmwahbmqbIS6w==')",
            result: "ae3133f2-6e22-49ae-b06a-16e6a9b212eb",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = call.text(0)?;
    guids(call.rows, |row| {
        let bytes = STANDARD.decode(source.get(row)).ok()?;
        Some(Uuid::from_bytes_le(bytes.try_into().ok()?).into_bytes())
    })
}

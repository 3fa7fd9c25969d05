use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::codepoints::write_longs;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "base64_decode_toarray",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("base64_string", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The bytes that Base64 stands for, as an array; null where it is not Base64.",
        url: "https://learn.microsoft.com/kusto/query/base64-decode-toarray-function",
        examples: &[Example { kql: "print base64_decode_toarray('S3VzdG8=')", result: "[75,117,115,116,111]" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = call.text(0)?;
    let mut bytes = Vec::new();
    dynamics(call.rows, |row, out| {
        bytes.clear();
        if STANDARD.decode_vec(source.get(row), &mut bytes).is_err() {
            return false;
        }
        write_longs(bytes.iter().map(|b| i64::from(*b)), out);
        true
    })
}

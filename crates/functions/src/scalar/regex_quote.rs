use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "regex_quote",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("string", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A text with everything escaped that means something in a regular expression.",
        url: "https://learn.microsoft.com/kusto/query/regex-quote-function",
        examples: &[Example { kql: "print regex_quote('(so$me.Te%^xt)')", result: "\\(so\\$me\\.Te\\%\\^xt\\)" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Spelled::of(call, 0)?;
    let mut buffer = String::new();
    texts(call.rows, |row, out| {
        for c in value.get(row, &mut buffer).chars() {
            if c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_' {
                out.push('\\');
            }
            out.push(c);
        }
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::urls::unescape;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "url_decode",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("encoded_url", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A text with its percent escapes and `+` decoded.",
        url: "https://learn.microsoft.com/kusto/query/url-decode-function",
        examples: &[Example {
            kql: "print url_decode('https%3a%2f%2fwww.bing.com%2fhello%20world')",
            result: "https://www.bing.com/hello world",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let url = call.text(0)?;
    texts(call.rows, |row, out| out.push_str(&unescape(url.get(row))))
}

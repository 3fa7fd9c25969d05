use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::urls::escape;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "url_encode_component",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("url", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A text with everything but letters, digits and `-_.!*()` as percent escapes.",
        url: "https://learn.microsoft.com/kusto/query/url-encode-component-function",
        examples: &[Example {
            kql: "print url_encode_component('https://www.bing.com/hello world/')",
            result: "https%3a%2f%2fwww.bing.com%2fhello%20world%2f",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let url = call.text(0)?;
    texts(call.rows, |row, out| escape(url.get(row), "%20", out))
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::urls::write_url;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "parse_url",
        aliases: &["parseurl"],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("url", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The parts of an absolute URL, or of a query string, as a property bag.",
        url: "https://learn.microsoft.com/kusto/query/parse-url-function",
        examples: &[Example {
            kql: "print parse_url('scheme://username:password@host:1234/this/is/a/path?k1=v1&k2=v2#fragment').Host",
            result: "host",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let url = call.text(0)?;
    dynamics(call.rows, |row, out| {
        write_url(url.get(row), out);
        true
    })
}

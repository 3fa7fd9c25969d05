use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::urls::write_query;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "parse_urlquery",
        aliases: &["parseurlquery"],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("query", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The parameters of a query string as a property bag.",
        url: "https://learn.microsoft.com/kusto/query/parse-url-query-function",
        examples: &[Example {
            kql: "print parse_urlquery('k1=v1&k2=v2&k3=v3')",
            result: "{\"Query Parameters\":{\"k1\":\"v1\",\"k2\":\"v2\",\"k3\":\"v3\"}}",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let query = call.text(0)?;
    dynamics(call.rows, |row, out| {
        out.push('{');
        write_query(query.get(row), out);
        out.push('}');
        true
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, Cell, Scalars, dynamics, parse_json, write_element};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "parse_json",
        aliases: &["parsejson"],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[Parameter::new("json_text", ParameterType::StringOrDynamic)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The dynamic that a JSON text describes; text that is no JSON is a string.",
        url: "https://learn.microsoft.com/kusto/query/parse-json-function",
        examples: &[
            Example { kql: "print parse_json('[1, 2]')", result: "[1,2]" },
            Example { kql: "print parse_json('not json')", result: "not json" },
            Example { kql: "print parse_json('')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let json = Scalars::of(call, 0)?;
    dynamics(call.rows, |row, out| match json.cell(row) {
        Cell::Text(text) => parse_json(&text, out),
        Cell::Null => false,
        other => {
            write_element(&other, out);
            true
        }
    })
}

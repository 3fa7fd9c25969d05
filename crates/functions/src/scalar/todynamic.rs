use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, dynamics, parse_json};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "todynamic",
        aliases: &["toobject"],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The dynamic that a JSON text describes; text that is no JSON is a string.",
        url: "https://learn.microsoft.com/kusto/query/todynamic-function",
        examples: &[Example { kql: r#"print todynamic('{"a": 1}')"#, result: r#"{"a":1}"# }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let json = call.text(0)?;
    dynamics(call.rows, |row, out| parse_json(json.get(row), out))
}

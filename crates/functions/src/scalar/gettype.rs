use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, Cell, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "gettype",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::Prefixed("type"),
        deterministic: true,
        summary: "The name of a value's type; for a dynamic, of what it holds.",
        url: "https://learn.microsoft.com/kusto/query/gettype-function",
        examples: &[
            Example { kql: "print gettype(1)", result: "long" },
            Example { kql: "print gettype(dynamic(1.5))", result: "double" },
            Example { kql: "print gettype(dynamic({'a': 1}))", result: "dictionary" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    if call.types[0] != ScalarType::Dynamic {
        return Ok(ColumnarValue::Scalar(ScalarValue::Utf8View(Some(call.types[0].name().to_owned()))));
    }
    let value = call.text(0)?;
    texts(call.rows, |row, out| out.push_str(Cell::of(value.option(row)).type_name()))
}

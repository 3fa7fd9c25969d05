use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "string_size",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("string", ParameterType::StringOrDynamic)],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::Prefixed("string_size"),
        deterministic: true,
        summary: "The size of a text in bytes of UTF-8.",
        url: "https://learn.microsoft.com/kusto/query/string-size-function",
        examples: &[
            Example { kql: "print string_size('hello')", result: "5" },
            Example { kql: "print string_size('⒦⒰⒮⒯⒪')", result: "15" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = Spelled::of(call, 0)?;
    let mut buffer = String::new();
    numbers::<Int64Type>(call.rows, |row| Some(source.get(row, &mut buffer).len() as i64))
}

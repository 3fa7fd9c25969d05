use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::count;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "array_length",
        aliases: &["arraylength"],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::new("array", ParameterType::DynamicArray)],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The number of elements of an array; null for what is no array.",
        url: "https://learn.microsoft.com/kusto/query/array-length-function",
        examples: &[
            Example { kql: "print array_length(dynamic([1, 2, 3]))", result: "3" },
            Example { kql: "print array_length(dynamic({'a': 1}))", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let array = call.text(0)?;
    numbers::<Int64Type>(call.rows, |row| count(array.option(row)))
}

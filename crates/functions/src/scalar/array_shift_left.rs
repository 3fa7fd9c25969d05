use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::Call;
use crate::kernel::shifting::shift;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "array_shift_left",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("array", ParameterType::DynamicArray),
                Parameter::new("shift_count", ParameterType::Integer),
                Parameter::optional("default_value", ParameterType::Scalar),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An array moved to the left; a value, or null, fills the gap.",
        url: "https://learn.microsoft.com/kusto/query/array-shift-left-function",
        examples: &[
            Example { kql: "print array_shift_left(dynamic([1, 2, 3, 4, 5]), 2)", result: "[3,4,5,null,null]" },
            Example { kql: "print array_shift_left(dynamic([1, 2, 3, 4, 5]), -2, 0)", result: "[0,0,1,2,3]" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    shift(call, |count| count)
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::Call;
use crate::kernel::shifting::shift;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "array_shift_right",
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
        summary: "An array moved to the right; a value, or null, fills the gap.",
        url: "https://learn.microsoft.com/kusto/query/array-shift-right-function",
        examples: &[
            Example { kql: "print array_shift_right(dynamic([1, 2, 3, 4, 5]), 2, -1)", result: "[-1,-1,1,2,3]" },
            Example { kql: "print array_shift_right(dynamic([1, 2, 3, 4, 5]), -2, -1)", result: "[3,4,5,-1,-1]" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    shift(call, |count| count.wrapping_neg())
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::Call;
use crate::kernel::shifting::rotate;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "array_rotate_right",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("array", ParameterType::DynamicArray),
                Parameter::new("rotate_count", ParameterType::Integer),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An array moved to the right; what falls out comes in on the other side.",
        url: "https://learn.microsoft.com/kusto/query/array-rotate-right-function",
        examples: &[Example { kql: "print array_rotate_right(dynamic([1, 2, 3, 4, 5]), 2)", result: "[4,5,1,2,3]" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    rotate(call, |count| count.wrapping_neg())
}

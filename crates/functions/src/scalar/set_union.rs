use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::Call;
use crate::kernel::sets::combine;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "set_union",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("set", ParameterType::DynamicArray, 2, 64)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The distinct elements of all arrays.",
        url: "https://learn.microsoft.com/kusto/query/set-union-function",
        examples: &[Example {
            kql: "print set_union(dynamic([1, 2, 1, 4]), dynamic([1, 2]), dynamic([8]))",
            result: "[1,2,4,8]",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    combine(call, true, |_, _| true)
}

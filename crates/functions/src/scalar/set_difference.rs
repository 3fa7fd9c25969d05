use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::Call;
use crate::kernel::sets::combine;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "set_difference",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("set", ParameterType::DynamicArray, 2, 64)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The distinct elements of the first array that are in no other one.",
        url: "https://learn.microsoft.com/kusto/query/set-difference-function",
        examples: &[Example { kql: "print set_difference(dynamic([1, 2, 3]), dynamic([3, 4, 5]))", result: "[1,2]" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    combine(call, false, |element, others| !others.iter().any(|other| other.contains(element)))
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::Call;
use crate::kernel::sets::combine;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "set_intersect",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("set", ParameterType::DynamicArray, 2, 64)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The distinct elements that are in all arrays.",
        url: "https://learn.microsoft.com/kusto/query/set-intersect-function",
        examples: &[Example {
            kql: "print set_intersect(dynamic([1, 2, 3]), dynamic([3, 2]), dynamic([2]))",
            result: "[2]",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    combine(call, false, |element, others| others.iter().all(|other| other.contains(element)))
}

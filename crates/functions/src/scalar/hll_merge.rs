use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::aggregate::{Hll, merge_values};
use crate::kernel::Call;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "hll_merge",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Aggregation,
        signatures: &[Signature { parameters: &[Parameter::repeated("hll", ParameterType::DynamicArray, 2, 16)], result: ResultType::Exact(ScalarType::Dynamic) }],
        result_name: ResultName::Fixed("hll_merged_result"),
        deterministic: true,
        summary: "Values of hll() as one.",
        url: "https://learn.microsoft.com/kusto/query/hll-merge-function",
        examples: &[Example { kql: r#"range x from 1 to 10 step 1 | summarize a = hll(x), b = hll(x + 5) | project dcount_hll(hll_merge(a, b))"#, result: r#"15"# }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    merge_values::<Hll>(call)
}

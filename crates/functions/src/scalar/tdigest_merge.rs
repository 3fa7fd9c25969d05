use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::aggregate::{Digest, merge_values};
use crate::kernel::Call;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "tdigest_merge",
        aliases: &["merge_tdigest"],
        kind: FunctionKind::Scalar,
        category: Category::Aggregation,
        signatures: &[Signature { parameters: &[Parameter::repeated("tdigest", ParameterType::DynamicArray, 2, 16)], result: ResultType::Exact(ScalarType::Dynamic) }],
        result_name: ResultName::Fixed("tdigests_merge_result"),
        deterministic: true,
        summary: "Values of tdigest() as one.",
        url: "https://learn.microsoft.com/kusto/query/merge-tdigest-function",
        examples: &[Example { kql: r#"range x from 1 to 10 step 1 | summarize a = tdigest(x), b = tdigest(x + 10) | project percentile_tdigest(tdigest_merge(a, b), 100, typeof(long))"#, result: r#"20"# }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    merge_values::<Digest>(call)
}

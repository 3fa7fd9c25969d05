use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Digest, merged};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "tdigest_merge",
        aliases: &["merge_tdigest"],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("tdigest", ParameterType::DynamicArray),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::Prefixed("merge_tdigests"),
        deterministic: true,
        summary: "The values of tdigest() of a group as one.",
        url: "https://learn.microsoft.com/kusto/query/tdigest-merge-aggregation-function",
        examples: &[Example { kql: r#"range x from 1 to 10 step 1 | summarize t = tdigest(x) by x % 2 | summarize t = tdigest_merge(t) | project percentile_tdigest(t, 100)"#, result: r#"10"# }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    Ok(merged::<Digest>("tdigest_merge", call.take(0)))
}

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Percentiles, Shape, percentiles};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "tdigest",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::Summable),
                Parameter::optional("weight", ParameterType::Integer),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::Prefixed("tdigest"),
        deterministic: true,
        summary: "What percentiles() knows of the values, as a value that merges.",
        url: "https://learn.microsoft.com/kusto/query/tdigest-aggregation-function",
        examples: &[Example { kql: r#"range x from 1 to 10 step 1 | summarize t = tdigest(x) | project percentile_tdigest(t, 50)"#, result: r#"5"# }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let asked = Percentiles { percents: Vec::new(), shape: Shape::Digest };
    let weight = (call.args.len() > 1).then(|| (call.take(1), call.types[1]));
    let function = if weight.is_some() { "tdigest_weighted" } else { "tdigest" };
    percentiles(function, asked, call.take(0), call.types[0], weight)
}

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::hll_of;

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "hll",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::NotRealOrBool),
                Parameter::optional("accuracy", ParameterType::Integer).constant(),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::Prefixed("hll"),
        deterministic: true,
        summary: "What dcount() knows of the different values, as a value that merges.",
        url: "https://learn.microsoft.com/kusto/query/hll-aggregation-function",
        examples: &[Example { kql: r#"range x from 1 to 10 step 1 | summarize h = hll(x) | project dcount_hll(h)"#, result: r#"10"# }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    let accuracy = call.integer_or(1, 1)?;
    hll_of(call.take(0), call.types[0], accuracy, filter)
}

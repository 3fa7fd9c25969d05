use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::hll_of;

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "hll_if",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::NotRealOrBool),
                Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
                Parameter::optional("accuracy", ParameterType::Integer).constant(),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::Prefixed("hll_if"),
        deterministic: true,
        summary: "What dcountif() knows of the different values, as a value that merges.",
        url: "https://learn.microsoft.com/kusto/query/hll-if-aggregation-function",
        examples: &[Example { kql: r#"range x from 1 to 10 step 1 | summarize h = hll_if(x, x > 7) | project dcount_hll(h)"#, result: r#"3"# }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = Some(call.take(1));
    let accuracy = call.integer_or(2, 1)?;
    hll_of(call.take(0), call.types[0], accuracy, filter)
}

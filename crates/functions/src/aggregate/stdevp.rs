use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{deviation_of, variance};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "stdevp",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[Parameter::new("expr", ParameterType::Summable)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::Prefixed("stdevp"),
        deterministic: true,
        summary: "The standard deviation of the values, taken as all there are.",
        url: "https://learn.microsoft.com/kusto/query/stdevp-aggregation-function",
        examples: &[Example { kql: "range x from 1 to 5 step 1 | summarize stdevp(x)", result: "1.4142135623730951" }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: Some(|variance, _| deviation_of(variance)),
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    variance(false, call.take(0), call.types[0], filter)
}

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{deviation_of, variance};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "stdev",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[Parameter::new("expr", ParameterType::Summable)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::Prefixed("stdev"),
        deterministic: true,
        summary: "The standard deviation of the values, taken as a sample.",
        url: "https://learn.microsoft.com/kusto/query/stdev-aggregation-function",
        examples: &[
            Example { kql: "datatable(x:real)[1.5, 2.5, 3.5] | summarize stdev(x)", result: "1.0" },
            Example { kql: "datatable(x:long)[5] | summarize stdev(x)", result: "0.0" },
        ],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: Some(|variance, _| deviation_of(variance)),
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    variance(true, call.take(0), call.types[0], filter)
}

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{deviation_of, variance};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "stdevif",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::Summable),
                Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
            ],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::Prefixed("stdevif"),
        deterministic: true,
        summary: "The standard deviation of the values for which the predicate is true, taken as a sample.",
        url: "https://learn.microsoft.com/kusto/query/stdevif-aggregation-function",
        examples: &[Example {
            kql: "datatable(x:real)[1.5, 2.5, 3.5, 9.0] | summarize stdevif(x, x < 9)",
            result: "1.0",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: Some(|variance, _| deviation_of(variance)),
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = Some(call.take(1));
    variance(true, call.take(0), call.types[0], filter)
}

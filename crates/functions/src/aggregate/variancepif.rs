use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{variance, variance_of};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "variancepif",
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
        result_name: ResultName::Prefixed("variancepif"),
        deterministic: true,
        summary: "The variance of the values for which the predicate is true, taken as all there are.",
        url: "https://learn.microsoft.com/kusto/query/variancepif-aggregation-function",
        examples: &[Example {
            kql: "range x from 1 to 100 step 1 | summarize variancepif(x, x % 2 == 0)",
            result: "833.0",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: Some(|variance, _| variance_of(variance)),
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = Some(call.take(1));
    variance(false, call.take(0), call.types[0], filter)
}

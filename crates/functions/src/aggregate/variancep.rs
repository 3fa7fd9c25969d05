use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{variance, variance_of};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "variancep",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[Parameter::new("expr", ParameterType::Summable)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::Prefixed("variancep"),
        deterministic: true,
        summary: "The variance of the values, taken as all there are.",
        url: "https://learn.microsoft.com/kusto/query/variancep-aggregation-function",
        examples: &[Example {
            kql: "datatable(x:long)[1,2,3,4,5,6,7,8,9,10] | summarize variancep(x)",
            result: "8.25",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: Some(|variance, _| variance_of(variance)),
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    variance(false, call.take(0), call.types[0], filter)
}

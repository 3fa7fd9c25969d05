use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{or_zero, sum};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "sumif",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::Summable),
                Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
            ],
            result: ResultType::ArgumentPromoted(0),
        }],
        result_name: ResultName::Prefixed("sumif"),
        deterministic: true,
        summary: "The sum of the values for which the predicate is true; 0 where there are none.",
        url: "https://learn.microsoft.com/kusto/query/sumif-aggregation-function",
        examples: &[Example {
            kql: "datatable(v:long)[1,2,3,4,5,6,7,8,9,10] | summarize sumif(v, v > 5)",
            result: "40",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: Some(or_zero),
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = Some(call.take(1));
    Ok(sum(call.take(0), call.types[0], filter))
}

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Extreme, extreme, or_missing};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "maxif",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::Orderable),
                Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
            ],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::Prefixed("maxif"),
        deterministic: true,
        summary: "The greatest value of those for which the predicate is true.",
        url: "https://learn.microsoft.com/kusto/query/maxif-aggregation-function",
        examples: &[Example {
            kql: "datatable(v:long)[1,2,3,4,5,6,7,8,9,10] | summarize maxif(v, v > 5)",
            result: "10",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: Some(or_missing),
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = Some(call.take(1));
    Ok(extreme(Extreme::Max, call.take(0), call.types[0], filter))
}

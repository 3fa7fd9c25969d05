use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Extreme, extreme, or_missing};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "minif",
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
        result_name: ResultName::Prefixed("minif"),
        deterministic: true,
        summary: "The least value of those for which the predicate is true.",
        url: "https://learn.microsoft.com/kusto/query/minif-aggregation-function",
        examples: &[Example {
            kql: "datatable(v:long)[1,2,3,4,5,6,7,8,9,10] | summarize minif(v, v > 5)",
            result: "6",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: Some(or_missing),
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = Some(call.take(1));
    Ok(extreme(Extreme::Min, call.take(0), call.types[0], filter))
}

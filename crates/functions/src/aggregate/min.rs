use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Extreme, extreme, or_missing};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "min",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[Parameter::new("expr", ParameterType::Orderable)],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::Prefixed("min"),
        deterministic: true,
        summary: "The least value.",
        url: "https://learn.microsoft.com/kusto/query/min-aggregation-function",
        examples: &[Example { kql: "datatable(x:long)[5, long(null), 3] | summarize min(x)", result: "3" }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: Some(or_missing),
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    Ok(extreme(Extreme::Min, call.take(0), call.types[0], filter))
}

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Extreme, extreme, or_missing};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "max",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[Parameter::new("expr", ParameterType::Orderable)],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::Prefixed("max"),
        deterministic: true,
        summary: "The greatest value.",
        url: "https://learn.microsoft.com/kusto/query/max-aggregation-function",
        examples: &[Example { kql: "datatable(x:long)[5, long(null), 3] | summarize max(x)", result: "5" }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: Some(or_missing),
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    Ok(extreme(Extreme::Max, call.take(0), call.types[0], filter))
}

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{or_zero, sum};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "sum",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[Parameter::new("expr", ParameterType::Summable)],
            result: ResultType::ArgumentPromoted(0),
        }],
        result_name: ResultName::Prefixed("sum"),
        deterministic: true,
        summary: "The sum of the values; 0 where there are none.",
        url: "https://learn.microsoft.com/kusto/query/sum-aggregation-function",
        examples: &[
            Example {
                kql: "datatable(v:long)[9223372036854775807, 1, 2] | summarize sum(v)",
                result: "-9223372036854775806",
            },
            Example { kql: "datatable(x:long)[] | summarize sum(x)", result: "0" },
        ],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: Some(or_zero),
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    Ok(sum(call.take(0), call.types[0], filter))
}

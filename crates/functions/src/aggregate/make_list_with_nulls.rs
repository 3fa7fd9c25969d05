use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Collect, MAX_SIZE, Source, collect};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "make_list_with_nulls",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[Parameter::new("expr", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::Prefixed("list"),
        deterministic: true,
        summary: "An array of all values, nulls too.",
        url: "https://learn.microsoft.com/kusto/query/make-list-with-nulls-aggregation-function",
        examples: &[Example {
            kql: "datatable(v:int)[int(null), 5, int(null)] | summarize make_list_with_nulls(v)",
            result: "[null,5,null]",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    let max = MAX_SIZE;
    let rule = Collect { source: Source::Values, distinct: false, nulls: true, max };
    let position = call.position.take();
    Ok(collect("make_list_with_nulls", rule, call.take(0), call.types[0], position, filter))
}

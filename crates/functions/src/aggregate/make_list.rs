use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Collect, Source, collect, max_size};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "make_list",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::Scalar),
                Parameter::optional("maxSize", ParameterType::Integer).constant(),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::Prefixed("list"),
        deterministic: true,
        summary: "An array of all values but nulls; arrays are joined to one.",
        url: "https://learn.microsoft.com/kusto/query/make-list-aggregation-function",
        examples: &[
            Example { kql: "datatable(x:long)[1, long(null), 3] | summarize make_list(x)", result: "[1,3]" },
            Example {
                kql: "datatable(v:dynamic)[dynamic([1,2]), dynamic([3,4])] | summarize make_list(v)",
                result: "[1,2,3,4]",
            },
        ],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    let max = max_size(call.integer_or(1, 1_048_576)?);
    let rule = Collect { source: Source::Values, distinct: false, nulls: false, max };
    let position = call.position.take();
    Ok(collect("make_list", rule, call.take(0), call.types[0], position, filter))
}

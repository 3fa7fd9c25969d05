use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Collect, Source, collect, max_size};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "makelist",
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
        summary: "An array of the first values but nulls, at most 128 by default; an old name of make_list().",
        url: "https://learn.microsoft.com/kusto/query/make-list-aggregation-function",
        examples: &[Example { kql: "datatable(x:long)[1, 2] | summarize makelist(x)", result: "[1,2]" }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    let max = max_size(call.integer_or(1, 128)?);
    let rule = Collect { source: Source::Values, distinct: false, nulls: false, max };
    let position = call.position.take();
    Ok(collect("makelist", rule, call.take(0), call.types[0], position, filter))
}

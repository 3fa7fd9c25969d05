use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Collect, Source, collect, max_size};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "makeset",
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
        result_name: ResultName::Prefixed("set"),
        deterministic: true,
        summary: "An array of the first different values but null, at most 128 by default; an old name of make_set().",
        url: "https://learn.microsoft.com/kusto/query/make-set-aggregation-function",
        examples: &[Example { kql: "datatable(i:int)[5, 3, 5] | summarize makeset(i)", result: "[5,3]" }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    let max = max_size(call.integer_or(1, 128)?);
    let rule = Collect { source: Source::Values, distinct: true, nulls: false, max };
    let position = call.position.take();
    Ok(collect("makeset", rule, call.take(0), call.types[0], position, filter))
}

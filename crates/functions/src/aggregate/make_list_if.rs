use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Collect, Source, collect, max_size};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "make_list_if",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::Scalar),
                Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
                Parameter::optional("maxSize", ParameterType::Integer).constant(),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::Prefixed("list"),
        deterministic: true,
        summary: "An array of all values but nulls of the rows for which the predicate is true.",
        url: "https://learn.microsoft.com/kusto/query/make-list-if-aggregation-function",
        examples: &[Example {
            kql: "datatable(x:long)[1, long(null), 3] | summarize make_list_if(x, isnotnull(x))",
            result: "[1,3]",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = Some(call.take(1));
    let max = max_size(call.integer_or(2, 1_048_576)?);
    let rule = Collect { source: Source::Values, distinct: false, nulls: false, max };
    let position = call.position.take();
    Ok(collect("make_list_if", rule, call.take(0), call.types[0], position, filter))
}

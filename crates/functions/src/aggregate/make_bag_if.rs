use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Collect, Source, collect, max_size};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "make_bag_if",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::DynamicBag),
                Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
                Parameter::optional("maxSize", ParameterType::Integer).constant(),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::Prefixed("bag"),
        deterministic: true,
        summary: "One property bag of the entries of the rows for which the predicate is true; of equal keys the first counts.",
        url: "https://learn.microsoft.com/kusto/query/make-bag-if-aggregation-function",
        examples: &[Example {
            kql: r#"datatable(p:dynamic, b:bool)[dynamic({"a":1}), true, dynamic({"b":3}), false] | summarize make_bag_if(p, b)"#,
            result: r#"{"a":1}"#,
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = Some(call.take(1));
    let max = max_size(call.integer_or(2, 1_048_576)?);
    let rule = Collect { source: Source::Entries, distinct: true, nulls: false, max };
    let position = call.position.take();
    Ok(collect("make_bag_if", rule, call.take(0), call.types[0], position, filter))
}

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Collect, Source, collect, max_size};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "make_dictionary",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::DynamicBag),
                Parameter::optional("maxSize", ParameterType::Integer).constant(),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::Prefixed("dictionary"),
        deterministic: true,
        summary: "One property bag of at most 128 entries by default; an old name of make_bag().",
        url: "https://learn.microsoft.com/kusto/query/make-bag-aggregation-function",
        examples: &[Example {
            kql: r#"datatable(v:dynamic)[dynamic({"a":1}), dynamic({"b":3})] | summarize make_dictionary(v)"#,
            result: r#"{"a":1,"b":3}"#,
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    let max = max_size(call.integer_or(1, 128)?);
    let rule = Collect { source: Source::Entries, distinct: true, nulls: false, max };
    let position = call.position.take();
    Ok(collect("make_dictionary", rule, call.take(0), call.types[0], position, filter))
}

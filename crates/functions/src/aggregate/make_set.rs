use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Collect, Source, collect, max_size};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "make_set",
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
        summary: "An array of the different values but null; arrays are joined to one.",
        url: "https://learn.microsoft.com/kusto/query/make-set-aggregation-function",
        examples: &[
            Example { kql: "datatable(i:int)[5, 3, 9, 3] | summarize make_set(i)", result: "[5,3,9]" },
            Example {
                kql: "datatable(a:dynamic)[dynamic(['A1','A2']), dynamic(['A2','C1'])] | summarize make_set(a)",
                result: r#"["A1","A2","C1"]"#,
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
    let rule = Collect { source: Source::Values, distinct: true, nulls: false, max };
    let position = call.position.take();
    Ok(collect("make_set", rule, call.take(0), call.types[0], position, filter))
}

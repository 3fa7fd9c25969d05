use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::count_distinct;

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "count_distinct",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[Parameter::new("expr", ParameterType::NotDynamic)],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::Prefixed("count_distinct"),
        deterministic: true,
        summary: "The number of different values.",
        url: "https://learn.microsoft.com/kusto/query/count-distinct-aggregation-function",
        examples: &[Example {
            kql: r#"datatable(s:string)["a", "b", "a"] | summarize count_distinct(s)"#,
            result: "2",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    Ok(count_distinct(call.take(0), call.types[0], filter))
}

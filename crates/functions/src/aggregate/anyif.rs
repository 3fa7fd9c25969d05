use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{BestRow, best_row};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "anyif",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::Scalar),
                Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
            ],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::Prefixed("anyif"),
        deterministic: true,
        summary: "Some value of the rows for which the predicate is true, neither null nor empty if there is one; an old name of take_anyif().",
        url: "https://learn.microsoft.com/kusto/query/take-anyif-aggregation-function",
        examples: &[Example {
            kql: r#"datatable(s:string, v:long)["a", 1, "b", 2] | summarize anyif(s, v > 1)"#,
            result: "b",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = Some(call.take(1));
    let position = call.position.take();
    Ok(best_row("anyif", BestRow::Telling, true, vec![call.take(0)], &call.types[..1], position, filter))
}

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{BestRow, best_row};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "argmax",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("maximized", ParameterType::Orderable),
                Parameter::repeated("returned", ParameterType::Scalar, 0, 32767).of_kind(ArgumentKind::StarAllowed),
            ],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The row with the greatest value; an old name of arg_max().",
        url: "https://learn.microsoft.com/kusto/query/arg-max-aggregation-function",
        examples: &[Example {
            kql: r#"datatable(s:string, v:long)["a", 1, "b", 2] | summarize argmax(v, s) | project max_v_s"#,
            result: "b",
        }],
    },
    outputs: Outputs::Row(RowNames::Nested("max")),
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let position = call.position.take();
    Ok(best_row("argmax", BestRow::Greatest, false, call.args, call.types, position, None))
}

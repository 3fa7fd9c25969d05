use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{BestRow, best_row};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "argmin",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("minimized", ParameterType::Orderable),
                Parameter::repeated("returned", ParameterType::Scalar, 0, 32767).of_kind(ArgumentKind::StarAllowed),
            ],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The row with the least value; an old name of arg_min().",
        url: "https://learn.microsoft.com/kusto/query/arg-min-aggregation-function",
        examples: &[Example {
            kql: r#"datatable(s:string, v:long)["a", 1, "b", 2] | summarize argmin(v, s) | project min_v_s"#,
            result: "a",
        }],
    },
    outputs: Outputs::Row(RowNames::Nested("min")),
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let position = call.position.take();
    Ok(best_row("argmin", BestRow::Least, false, call.args, call.types, position, None))
}

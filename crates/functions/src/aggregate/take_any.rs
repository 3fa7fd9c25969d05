use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{BestRow, best_row};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "take_any",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::repeated("expr", ParameterType::Scalar, 1, 32767).of_kind(ArgumentKind::StarAllowed)
            ],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Some row of each group; of a single column a value that is neither null nor empty, if there is one.",
        url: "https://learn.microsoft.com/kusto/query/take-any-aggregation-function",
        examples: &[Example { kql: r#"datatable(s:string)["", "a"] | summarize take_any(s)"#, result: "a" }],
    },
    outputs: Outputs::Row(RowNames::Own("any")),
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let position = call.position.take();
    let rule = if call.args.len() == 1 { BestRow::Telling } else { BestRow::First };
    Ok(best_row("take_any", rule, false, call.args, call.types, position, None))
}

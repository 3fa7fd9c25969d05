use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::rows;

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "countif",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool))],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::Prefixed("countif"),
        deterministic: true,
        summary: "The number of rows for which the predicate is true.",
        url: "https://learn.microsoft.com/kusto/query/countif-aggregation-function",
        examples: &[Example { kql: "datatable(v:long)[1,2,3,4,5,6,7,8,9,10] | summarize countif(v > 5)", result: "5" }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    Ok(rows(Some(call.take(0))))
}

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::dcount;

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "dcount",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::Scalar),
                Parameter::optional("accuracy", ParameterType::NotDynamic).constant(),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::Prefixed("dcount"),
        deterministic: true,
        summary: "An estimate of the number of different values; exact where there are few.",
        url: "https://learn.microsoft.com/kusto/query/dcount-aggregation-function",
        examples: &[Example { kql: r#"datatable(s:string)["a", "b", "a"] | summarize dcount(s)"#, result: "2" }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    let accuracy = call.integer_or(1, 1)?;
    dcount(call.take(0), call.types[0], accuracy, filter)
}

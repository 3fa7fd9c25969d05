use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::count_distinct;

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "count_distinctif",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::NotDynamic),
                Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::Prefixed("count_distinctif"),
        deterministic: true,
        summary: "The number of different values of the rows for which the predicate is true.",
        url: "https://learn.microsoft.com/kusto/query/count-distinctif-aggregation-function",
        examples: &[Example {
            kql: "datatable(v:long)[1,2,3,4,5,6,7,8,9,10] | summarize count_distinctif(v % 3, v > 5)",
            result: "3",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = Some(call.take(1));
    Ok(count_distinct(call.take(0), call.types[0], filter))
}

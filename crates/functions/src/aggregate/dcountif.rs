use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::dcount;

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "dcountif",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::Scalar),
                Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
                Parameter::optional("accuracy", ParameterType::NotDynamic).constant(),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::Prefixed("dcountif"),
        deterministic: true,
        summary: "An estimate of the number of different values of the rows for which the predicate is true; exact where there are few.",
        url: "https://learn.microsoft.com/kusto/query/dcountif-aggregation-function",
        examples: &[Example {
            kql: "datatable(v:long)[1,2,3,4,5,6,7,8,9,10] | summarize dcountif(v % 3, v > 5)",
            result: "3",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = Some(call.take(1));
    let accuracy = call.integer_or(2, 1)?;
    dcount(call.take(0), call.types[0], accuracy, filter)
}

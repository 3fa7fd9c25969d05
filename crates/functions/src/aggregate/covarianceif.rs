use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{covariance, or_zero};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "covarianceif",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr1", ParameterType::Summable),
                Parameter::new("expr2", ParameterType::Summable),
                Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
            ],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::PrefixedPair("covarianceif"),
        deterministic: true,
        summary: "The covariance of two columns of the rows for which the predicate is true, taken as a sample.",
        url: "https://learn.microsoft.com/kusto/query/covarianceif-aggregation-function",
        examples: &[Example {
            kql: "range x from 1 to 100 step 1 | extend y = iff(x % 2 == 0, x * 2, x * 3) | summarize covarianceif(x, y, x % 3 == 0)",
            result: "2142.0",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: Some(or_zero),
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = Some(call.take(2));
    let args = vec![call.take(0), call.take(1)];
    covariance(true, args, call.types, filter)
}

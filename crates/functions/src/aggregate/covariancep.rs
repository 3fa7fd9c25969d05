use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{covariance, or_zero};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "covariancep",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr1", ParameterType::Summable),
                Parameter::new("expr2", ParameterType::Summable),
            ],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::PrefixedPair("covariancep"),
        deterministic: true,
        summary: "The covariance of two columns, taken as all there is.",
        url: "https://learn.microsoft.com/kusto/query/covariancep-aggregation-function",
        examples: &[Example {
            kql: "datatable(x:real, y:real)[1.0,14.0, 2.0,10.0, 3.0,17.0, 4.0,20.0, 5.0,50.0] | summarize covariancep(x, y)",
            result: "16.4",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: Some(or_zero),
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    let args = vec![call.take(0), call.take(1)];
    covariance(false, args, call.types, filter)
}

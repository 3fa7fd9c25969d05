use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::average;

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "avgif",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("expr", ParameterType::Integer),
                    Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
                ],
                result: ResultType::Exact(ScalarType::Real),
            },
            Signature {
                parameters: &[
                    Parameter::new("expr", ParameterType::Exact(ScalarType::Real)),
                    Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
                ],
                result: ResultType::Exact(ScalarType::Real),
            },
            Signature {
                parameters: &[
                    Parameter::new("expr", ParameterType::Exact(ScalarType::Decimal)),
                    Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
                ],
                result: ResultType::Exact(ScalarType::Decimal),
            },
            Signature {
                parameters: &[
                    Parameter::new("expr", ParameterType::Exact(ScalarType::TimeSpan)),
                    Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
                ],
                result: ResultType::Exact(ScalarType::TimeSpan),
            },
            Signature {
                parameters: &[
                    Parameter::new("expr", ParameterType::Exact(ScalarType::DateTime)),
                    Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
                ],
                result: ResultType::Exact(ScalarType::DateTime),
            },
        ],
        result_name: ResultName::Prefixed("avgif"),
        deterministic: true,
        summary: "The average of the values for which the predicate is true.",
        url: "https://learn.microsoft.com/kusto/query/avgif-aggregation-function",
        examples: &[Example {
            kql: "datatable(v:long)[1,2,3,4,5,6,7,8,9,10] | summarize avgif(v, v > 5)",
            result: "8.0",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = Some(call.take(1));
    average(call.take(0), call.types[0], filter)
}

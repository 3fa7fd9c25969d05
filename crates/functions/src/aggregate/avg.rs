use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::average;

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "avg",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[
            Signature {
                parameters: &[Parameter::new("expr", ParameterType::Integer)],
                result: ResultType::Exact(ScalarType::Real),
            },
            Signature {
                parameters: &[Parameter::new("expr", ParameterType::Exact(ScalarType::Real))],
                result: ResultType::Exact(ScalarType::Real),
            },
            Signature {
                parameters: &[Parameter::new("expr", ParameterType::Exact(ScalarType::Decimal))],
                result: ResultType::Exact(ScalarType::Decimal),
            },
            Signature {
                parameters: &[Parameter::new("expr", ParameterType::Exact(ScalarType::TimeSpan))],
                result: ResultType::Exact(ScalarType::TimeSpan),
            },
            Signature {
                parameters: &[Parameter::new("expr", ParameterType::Exact(ScalarType::DateTime))],
                result: ResultType::Exact(ScalarType::DateTime),
            },
        ],
        result_name: ResultName::Prefixed("avg"),
        deterministic: true,
        summary: "The average of the values.",
        url: "https://learn.microsoft.com/kusto/query/avg-aggregation-function",
        examples: &[
            Example { kql: "datatable(x:long)[1, long(null), 4] | summarize avg(x)", result: "2.5" },
            Example { kql: "datatable(x:long)[] | summarize avg(x)", result: "NaN" },
        ],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let filter = None;
    average(call.take(0), call.types[0], filter)
}

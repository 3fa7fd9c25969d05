use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Percentiles, Shape, percentiles};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "percentilesw_array",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("expr", ParameterType::Scalar),
                    Parameter::new("weight", ParameterType::Integer),
                    Parameter::repeated("percentile", ParameterType::Number, 1, 32767).constant(),
                ],
                result: ResultType::Exact(ScalarType::Dynamic),
            },
            Signature {
                parameters: &[
                    Parameter::new("expr", ParameterType::Scalar),
                    Parameter::new("weight", ParameterType::Integer),
                    Parameter::new("percentiles", ParameterType::DynamicArray).constant(),
                ],
                result: ResultType::Exact(ScalarType::Dynamic),
            },
        ],
        result_name: ResultName::PrefixedAlone("percentiles"),
        deterministic: true,
        summary: "The values at percentages as one array, by nearest rank, each value counted as often as its weight says.",
        url: "https://learn.microsoft.com/kusto/query/percentilesw-aggregation-function",
        examples: &[
            Example {
                kql: "datatable(n:long, v:long)[8,10, 6,20, 3,30, 1,40] | summarize percentilesw_array(v, n, 50, 75, 99.9)",
                result: "[20,20,40]",
            },
            Example {
                kql: "datatable(n:long, v:long)[8,10, 6,20, 3,30, 1,40] | summarize percentilesw_array(v, n, dynamic([50, 75, 99.9]))",
                result: "[20,20,40]",
            },
        ],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let asked = Percentiles { percents: call.percents(2)?, shape: Shape::Array };
    let weight = Some((call.take(1), call.types[1]));
    percentiles("percentilesw_array", asked, call.take(0), call.types[0], weight)
}

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Percentiles, Shape, percentiles};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "percentiles_array",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("expr", ParameterType::Scalar),
                    Parameter::repeated("percentile", ParameterType::Number, 1, 32767).constant(),
                ],
                result: ResultType::Exact(ScalarType::Dynamic),
            },
            Signature {
                parameters: &[
                    Parameter::new("expr", ParameterType::Scalar),
                    Parameter::new("percentiles", ParameterType::DynamicArray).constant(),
                ],
                result: ResultType::Exact(ScalarType::Dynamic),
            },
        ],
        result_name: ResultName::PrefixedAlone("percentiles"),
        deterministic: true,
        summary: "The values at percentages as one array, by nearest rank.",
        url: "https://learn.microsoft.com/kusto/query/percentiles-aggregation-function",
        examples: &[Example {
            kql: "datatable(v:long)[1, 2, 3, 4, 5] | summarize percentiles_array(v, 50, 100)",
            result: "[3,5]",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let asked = Percentiles { percents: call.percents(1)?, shape: Shape::Array };
    let weight = None;
    percentiles("percentiles_array", asked, call.take(0), call.types[0], weight)
}

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Percentiles, Shape, percentile_type, percentiles};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "percentiles",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::Scalar),
                Parameter::repeated("percentile", ParameterType::Number, 1, 32767).constant(),
            ],
            result: ResultType::Custom(percentile_type),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The values at percentages, by nearest rank.",
        url: "https://learn.microsoft.com/kusto/query/percentiles-aggregation-function",
        examples: &[Example { kql: "datatable(v:long)[1, 2, 3, 4, 5] | summarize percentiles(v, 50)", result: "3" }],
    },
    outputs: Outputs::PerConstant { prefix: "percentile", first: 1 },
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let asked = Percentiles { percents: call.percents(1)?, shape: Shape::Columns };
    let weight = None;
    percentiles("percentiles", asked, call.take(0), call.types[0], weight)
}

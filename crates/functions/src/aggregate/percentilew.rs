use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::{Percentiles, Shape, percentile_type, percentiles};

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "percentilew",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::Scalar),
                Parameter::new("weight", ParameterType::Integer),
                Parameter::new("percentile", ParameterType::Number).constant(),
            ],
            result: ResultType::Custom(percentile_type),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The value at a percentage, by nearest rank, each value counted as often as its weight says.",
        url: "https://learn.microsoft.com/kusto/query/percentilesw-aggregation-function",
        examples: &[Example {
            kql: "datatable(n:long, v:long)[8,10, 6,20, 3,30, 1,40] | summarize percentilew(v, n, 75)",
            result: "20",
        }],
    },
    outputs: Outputs::PerConstant { prefix: "percentile", first: 2 },
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    let asked = Percentiles { percents: call.percents(2)?, shape: Shape::Columns };
    let weight = Some((call.take(1), call.types[1]));
    percentiles("percentilew", asked, call.take(0), call.types[0], weight)
}

use lurcher_symbols::*;

use super::{AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::rows;

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "count",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[
            Signature { parameters: &[], result: ResultType::Exact(ScalarType::Long) },
            Signature {
                parameters: &[Parameter::new("expr", ParameterType::Scalar)],
                result: ResultType::Exact(ScalarType::Long),
            },
        ],
        result_name: ResultName::Prefixed("count"),
        deterministic: true,
        summary: "The number of rows.",
        url: "https://learn.microsoft.com/kusto/query/count-aggregation-function",
        examples: &[Example { kql: "datatable(x:long)[long(null), 2] | summarize count(x)", result: "2" }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(|_| Ok(rows(None))),
    finish: None,
};

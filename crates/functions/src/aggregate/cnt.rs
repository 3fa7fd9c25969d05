use lurcher_symbols::*;

use super::{AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::rows;

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "cnt",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature { parameters: &[], result: ResultType::Exact(ScalarType::Long) }],
        result_name: ResultName::Prefixed("cnt"),
        deterministic: true,
        summary: "The number of rows; an old name of count().",
        url: "https://learn.microsoft.com/kusto/query/count-aggregation-function",
        examples: &[Example { kql: "datatable(x:long)[1, 2] | summarize cnt()", result: "2" }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(|_| Ok(rows(None))),
    finish: None,
};

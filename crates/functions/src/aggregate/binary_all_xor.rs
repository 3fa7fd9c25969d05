use datafusion::common::Result;
use datafusion::functions_aggregate::bit_and_or_xor::bit_xor_udaf;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::bits_joined;

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "binary_all_xor",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[Parameter::new("expr", ParameterType::Summable)],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "All values joined bit by bit with XOR.",
        url: "https://learn.microsoft.com/kusto/query/binary-all-xor-aggregation-function",
        examples: &[Example {
            kql: "datatable(num:long)[0x44404440, 0x1E1E1E1E, 0x90ABBA09, 0x000B105A] | summarize toupper(tohex(binary_all_xor(num)))",
            result: "CAFEF00D",
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    bits_joined("binary_all_xor", bit_xor_udaf(), call.take(0), call.types[0])
}

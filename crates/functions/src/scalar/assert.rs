use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "assert",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conditional,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("predicate", ParameterType::Exact(ScalarType::Bool)),
                Parameter::new("message", ParameterType::Exact(ScalarType::String)),
            ],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "True where a condition is true; otherwise the query fails with a message.",
        url: "https://learn.microsoft.com/kusto/query/assert-function",
        examples: &[Example { kql: "print assert(1 < 2, 'must be less')", result: "true" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (predicate, message) = (call.bool(0)?, call.text(1)?);
    match (0..call.rows).find(|row| predicate.get(*row) != Some(true)) {
        Some(row) => refuse!("assert() has failed with message: '{}'", message.get(row)),
        None => bools(call.rows, |_| Some(true)),
    }
}

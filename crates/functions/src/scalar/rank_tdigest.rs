use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use arrow::datatypes::Float64Type;
use crate::kernel::aggregate::Digest;
use crate::kernel::{Call, Scalars, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "rank_tdigest",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Aggregation,
        signatures: &[Signature { parameters: &[Parameter::new("digest", ParameterType::DynamicArray), Parameter::new("value", ParameterType::Scalar)], result: ResultType::Exact(ScalarType::Real) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "How many values of a tdigest() are not greater than a value.",
        url: "https://learn.microsoft.com/kusto/query/rank-tdigest-function",
        examples: &[Example { kql: r#"range x from 1 to 1000 step 1 | summarize t = tdigest(x) | project rank_tdigest(t, 685)"#, result: r#"685.0"# }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (digests, values) = (call.text(0)?, Scalars::of(call, 1)?);
    numbers::<Float64Type>(call.rows, |row| {
        let digest = digests.option(row).and_then(Digest::parse)?;
        digest.rank(&values.cell(row))
    })
}

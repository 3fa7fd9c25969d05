use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::aggregate::{Hll, Mergeable};
use crate::kernel::{Call, truths};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "hll_isvalid",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Aggregation,
        signatures: &[Signature { parameters: &[Parameter::new("hll", ParameterType::DynamicArray), Parameter::optional("value", ParameterType::Scalar)], result: ResultType::Exact(ScalarType::Bool) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether a dynamic is a value of hll().",
        url: "https://learn.microsoft.com/kusto/query/hll-aggregation-function",
        examples: &[Example { kql: r#"range x from 1 to 10 step 1 | summarize h = hll(x) | project hll_isvalid(h)"#, result: r#"true"# }, Example { kql: r#"print hll_isvalid(dynamic([1, 2]))"#, result: r#"false"# }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let values = call.text(0)?;
    truths(call.rows, |row| values.option(row).and_then(Hll::read).is_some())
}

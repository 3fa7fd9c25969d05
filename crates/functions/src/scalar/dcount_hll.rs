use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use arrow::datatypes::Int64Type;
use crate::kernel::aggregate::{Hll, Mergeable};
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "dcount_hll",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Aggregation,
        signatures: &[Signature { parameters: &[Parameter::new("hll", ParameterType::DynamicArray)], result: ResultType::Exact(ScalarType::Long) }],
        result_name: ResultName::Prefixed("dcount_hll"),
        deterministic: true,
        summary: "How many different values an hll() has seen, about.",
        url: "https://learn.microsoft.com/kusto/query/dcount-hll-function",
        examples: &[Example { kql: r#"range x from 1 to 10 step 1 | summarize h = hll(x) | project dcount_hll(h)"#, result: r#"10"# }, Example { kql: r#"print dcount_hll(dynamic([]))"#, result: r#"null"# }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let values = call.text(0)?;
    numbers::<Int64Type>(call.rows, |row| values.option(row).and_then(Hll::read).map(|mut hll| hll.count()))
}

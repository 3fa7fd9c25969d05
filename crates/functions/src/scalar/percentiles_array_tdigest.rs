use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::aggregate::Digest;
use crate::kernel::convert::to_real;
use crate::kernel::elements::elements;
use crate::kernel::{Call, Cell, Scalars, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "percentiles_array_tdigest",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Aggregation,
        signatures: &[Signature { parameters: &[Parameter::new("tdigest", ParameterType::DynamicArray), Parameter::repeated("percentile", ParameterType::Exact(ScalarType::Real), 1, 32767)], result: ResultType::Exact(ScalarType::Dynamic) }, Signature { parameters: &[Parameter::new("tdigest", ParameterType::DynamicArray), Parameter::new("percentiles", ParameterType::DynamicArray)], result: ResultType::Exact(ScalarType::Dynamic) }],
        result_name: ResultName::Prefixed("percentile_tdigest"),
        deterministic: true,
        summary: "The values at percentages of a tdigest(), as an array.",
        url: "https://learn.microsoft.com/kusto/query/percentiles-array-tdigest-function",
        examples: &[Example { kql: r#"range x from 1 to 10 step 1 | summarize t = tdigest(x) | project percentiles_array_tdigest(t, 50, 90)"#, result: r#"[5,9]"# }, Example { kql: r#"range x from 1 to 10 step 1 | summarize t = tdigest(x) | project percentiles_array_tdigest(t, dynamic([50, 90]))"#, result: r#"[5,9]"# }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (digests, percents) = (call.text(0)?, Scalars::all(call, 1)?);
    let (mut asked, mut items) = (Vec::new(), Vec::new());
    dynamics(call.rows, |row, out| {
        let Some(digest) = digests.option(row).and_then(Digest::parse) else { return false };
        asked.clear();
        for percent in &percents {
            match percent.cell(row) {
                Cell::Array(array) => {
                    elements(Some(array), &mut items);
                    asked.extend(items.iter().map(|item| to_real(&Cell::of(Some(item)))));
                }
                cell => asked.push(to_real(&cell)),
            }
        }
        for (i, percent) in asked.iter().enumerate() {
            out.push(if i == 0 { '[' } else { ',' });
            match percent.and_then(|percent| digest.at(percent)) {
                Some(value) => value.write_canonical(out),
                None => out.push_str("null"),
            }
        }
        out.push_str(if asked.is_empty() { "[]" } else { "]" });
        true
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, Scalars, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "pack_array",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::repeated("value", ParameterType::Scalar, 1, 32767).of_kind(ArgumentKind::StarAllowed)
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An array of values.",
        url: "https://learn.microsoft.com/kusto/query/pack-array-function",
        examples: &[Example { kql: "print pack_array(1, 'a', 2s)", result: r#"[1,"a","00:00:02"]"# }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let values = Scalars::all(call, 0)?;
    dynamics(call.rows, |row, out| {
        for value in &values {
            out.push(if out.is_empty() { '[' } else { ',' });
            value.write_element(row, out);
        }
        out.push(']');
        true
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::{elements, write_array};
use crate::kernel::{Call, dynamics, is_full};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "zip",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("array", ParameterType::DynamicArray, 2, 64)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An array of arrays: the elements of the same place in each array.",
        url: "https://learn.microsoft.com/kusto/query/zip-function",
        examples: &[
            Example { kql: "print zip(dynamic([1, 3, 5]), dynamic([2, 4, 6]))", result: "[[1,2],[3,4],[5,6]]" },
            Example {
                kql: "print zip(dynamic(['A', 1, 1.5]), dynamic([{}, 'B']))",
                result: r#"[["A",{}],[1,"B"],[1.5,null]]"#,
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let sources = (0..call.len()).map(|i| call.text(i)).collect::<Result<Vec<_>>>()?;
    let mut arrays = vec![Vec::new(); sources.len()];
    dynamics(call.rows, |row, out| {
        if !sources.iter().zip(&mut arrays).all(|(source, array)| elements(source.option(row), array)) {
            return false;
        }
        let longest = arrays.iter().map(Vec::len).max().unwrap_or(0);
        out.push('[');
        for place in 0..longest {
            if is_full(out) {
                break;
            }
            if place > 0 {
                out.push(',');
            }
            write_array(arrays.iter().map(|array| array.get(place).copied().unwrap_or("null")), out);
        }
        out.push(']');
        true
    })
}

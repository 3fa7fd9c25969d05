use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::{elements, from_end, write_array};
use crate::kernel::{Call, Cell, Scalars, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "array_split",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("array", ParameterType::DynamicArray),
                    Parameter::new("index", ParameterType::Integer),
                ],
                result: ResultType::Exact(ScalarType::Dynamic),
            },
            Signature {
                parameters: &[
                    Parameter::new("array", ParameterType::DynamicArray),
                    Parameter::new("indices", ParameterType::DynamicArray),
                ],
                result: ResultType::Exact(ScalarType::Dynamic),
            },
        ],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An array cut into arrays at one or several places.",
        url: "https://learn.microsoft.com/kusto/query/array-split-function",
        examples: &[
            Example { kql: "print array_split(dynamic([1, 2, 3, 4, 5]), 2)", result: "[[1,2],[3,4,5]]" },
            Example {
                kql: "print array_split(dynamic([1, 2, 3, 4, 5]), dynamic([1, 3]))",
                result: "[[1],[2,3],[4,5]]",
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (array, indices) = (call.text(0)?, Scalars::of(call, 1)?);
    let (mut items, mut places) = (Vec::new(), Vec::new());
    dynamics(call.rows, |row, out| {
        if !elements(array.option(row), &mut items) {
            return false;
        }
        let cuts: Option<Vec<i64>> = match indices.cell(row) {
            Cell::Long(index) => Some(vec![index]),
            Cell::Array(text) => {
                elements(Some(text), &mut places);
                places.iter().map(|place| place.parse().ok()).collect()
            }
            _ => None,
        };
        let Some(cuts) = cuts else { return false };
        let mut start = 0;
        out.push('[');
        for cut in cuts {
            let end = (from_end(cut, items.len()).clamp(0, items.len() as i64) as usize).max(start);
            write_array(items[start..end].iter().copied(), out);
            out.push(',');
            start = end;
        }
        write_array(items[start..].iter().copied(), out);
        out.push(']');
        true
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::{elements, from_end, write_array};
use crate::kernel::{Call, Scalars, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "array_slice",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("array", ParameterType::DynamicArray),
                Parameter::new("start", ParameterType::Integer),
                Parameter::new("end", ParameterType::Integer),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The elements from one place to another, both included; negative places count from the end.",
        url: "https://learn.microsoft.com/kusto/query/array-slice-function",
        examples: &[
            Example { kql: "print array_slice(dynamic([1, 2, 3, 4, 5]), 2, -1)", result: "[3,4,5]" },
            Example { kql: "print array_slice(dynamic([1, 2, 3, 4, 5]), -3, -2)", result: "[3,4]" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (array, start, end) = (call.text(0)?, Scalars::of(call, 1)?, Scalars::of(call, 2)?);
    let mut items = Vec::new();
    dynamics(call.rows, |row, out| {
        let (true, Some(start), Some(end)) = (elements(array.option(row), &mut items), start.long(row), end.long(row))
        else {
            return false;
        };
        let place = |place: i64| from_end(place, items.len()).clamp(0, items.len() as i64) as usize;
        let (start, end) = (place(start), place(from_end(end, items.len()).saturating_add(1).max(0)));
        write_array(items.get(start..end).unwrap_or_default().iter().copied(), out);
        true
    })
}

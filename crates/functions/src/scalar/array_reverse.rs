use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::{elements, write_array};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "array_reverse",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::DynamicArray)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An array from its last element to its first.",
        url: "https://learn.microsoft.com/kusto/query/array-reverse-function",
        examples: &[Example { kql: "print array_reverse(dynamic([1, 2, 3]))", result: "[3,2,1]" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let array = call.text(0)?;
    let mut items = Vec::new();
    dynamics(call.rows, |row, out| {
        let known = elements(array.option(row), &mut items);
        write_array(items.iter().rev().copied(), out);
        known
    })
}

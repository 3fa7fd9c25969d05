use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::elements;
use crate::kernel::{Call, Cell, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "array_sum",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::new("array", ParameterType::DynamicArray)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The sum of an array of numbers; null where there are none, or something else.",
        url: "https://learn.microsoft.com/kusto/query/array-sum-function",
        examples: &[
            Example { kql: "print array_sum(dynamic([1, 2, 3, 4]))", result: "10.0" },
            Example { kql: "print array_sum(dynamic([]))", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let array = call.text(0)?;
    let mut items = Vec::new();
    numbers::<Float64Type>(call.rows, |row| {
        elements(array.option(row), &mut items);
        let mut sum = None;
        for item in &items {
            match Cell::of(Some(item)) {
                Cell::Long(number) => *sum.get_or_insert(0.0) += number as f64,
                Cell::Real(number) => *sum.get_or_insert(0.0) += number,
                Cell::Null => {}
                _ => return None,
            }
        }
        sum
    })
}

use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::operand::Operand;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "binary_shift_left",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Binary,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("value", ParameterType::Integer),
                Parameter::new("shift", ParameterType::Integer),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The bits of a number, some places (modulo 64) up; null for a negative shift.",
        url: "https://learn.microsoft.com/kusto/query/binary-shift-left-function",
        examples: &[Example { kql: "print binary_shift_left(1, 2)", result: "4" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Operand::longs(call, 0)?;
    let shift = Operand::longs(call, 1)?;
    numbers::<Int64Type>(call.rows, |row| {
        let shift = shift.get(row).filter(|shift| *shift >= 0)? % 64;
        Some(value.get(row)? << shift)
    })
}

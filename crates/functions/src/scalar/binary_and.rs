use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::operand::Operand;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "binary_and",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Binary,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("value1", ParameterType::Integer),
                Parameter::new("value2", ParameterType::Integer),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The bits that both numbers have.",
        url: "https://learn.microsoft.com/kusto/query/binary-and-function",
        examples: &[Example { kql: "print binary_and(12, 10)", result: "8" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value1 = Operand::longs(call, 0)?;
    let value2 = Operand::longs(call, 1)?;
    numbers::<Int64Type>(call.rows, |row| Some(value1.get(row)? & value2.get(row)?))
}

use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::operand::Operand;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "binary_not",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Binary,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Integer)],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The bits that a number has not.",
        url: "https://learn.microsoft.com/kusto/query/binary-not-function",
        examples: &[Example { kql: "print binary_not(100)", result: "-101" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Operand::longs(call, 0)?;
    numbers::<Int64Type>(call.rows, |row| Some(!value.get(row)?))
}

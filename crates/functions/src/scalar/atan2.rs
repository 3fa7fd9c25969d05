use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::operand::Operand;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "atan2",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("y", ParameterType::Number), Parameter::new("x", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The angle between the x axis and the ray to a point, in radians.",
        url: "https://learn.microsoft.com/kusto/query/atan2-function",
        examples: &[Example { kql: "print atan2(0, 1)", result: "0.0" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (a, b) = (Operand::reals(call, 0)?, Operand::reals(call, 1)?);
    numbers::<Float64Type>(call.rows, |row| Some(f64::atan2(a.get(row)?, b.get(row)?)))
}

use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "strcmp",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("s1", ParameterType::Scalar), Parameter::new("s2", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The order of two texts: -1, 0 or 1.",
        url: "https://learn.microsoft.com/kusto/query/strcmp-function",
        examples: &[
            Example { kql: "print strcmp('ABC', 'ABC')", result: "0" },
            Example { kql: "print strcmp('abc', 'ABC')", result: "1" },
            Example { kql: "print strcmp('ABC', 'abc')", result: "-1" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (a, b) = (Spelled::of(call, 0)?, Spelled::of(call, 1)?);
    let (mut left, mut right) = (String::new(), String::new());
    numbers::<Int64Type>(call.rows, |row| Some(a.get(row, &mut left).cmp(b.get(row, &mut right)) as i64))
}

use arrow::datatypes::Int32Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::convert::{self, Overflow, unchanged};
use crate::kernel::{Call, Scalars, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "toint",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::Int),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The value as an int; null where it is none.",
        url: "https://learn.microsoft.com/kusto/query/toint-function",
        examples: &[
            Example { kql: "print toint('0xFF')", result: "255" },
            Example { kql: "print toint(2.9)", result: "2" },
            Example { kql: "print toint('5.9')", result: "null" },
            Example { kql: "print toint(9999999999)", result: "1410065407" },
        ],
    },
    kernel: Kernel::Lowered(unchanged, kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let overflow = Overflow::of(call);
    let value = Scalars::of(call, 0)?;
    numbers::<Int32Type>(call.rows, |row| convert::to_int(&value.cell(row), overflow))
}

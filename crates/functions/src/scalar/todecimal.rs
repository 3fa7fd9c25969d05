use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::convert::{self, unchanged};
use crate::kernel::{Call, Scalars, decimals};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "todecimal",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::Decimal),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The value as a decimal; null where it is none.",
        url: "https://learn.microsoft.com/kusto/query/todecimal-function",
        examples: &[
            Example { kql: "print todecimal('3.14159')", result: "3.14159" },
            Example { kql: "print todecimal('abc')", result: "null" },
        ],
    },
    kernel: Kernel::Lowered(unchanged, kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Scalars::of(call, 0)?;
    decimals(call.rows, |row| convert::to_decimal(&value.cell(row)))
}

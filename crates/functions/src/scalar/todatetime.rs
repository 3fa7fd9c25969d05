use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::convert::{self, unchanged};
use crate::kernel::{Call, Scalars, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "todatetime",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::DateTime),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The value as a datetime; null where it is none.",
        url: "https://learn.microsoft.com/kusto/query/todatetime-function",
        examples: &[
            Example { kql: "print todatetime('2015-12-31 23:59:59.9')", result: "2015-12-31T23:59:59.9000000Z" },
            Example { kql: "print todatetime('2020-02-30')", result: "null" },
        ],
    },
    kernel: Kernel::Lowered(unchanged, kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Scalars::of(call, 0)?;
    numbers::<Int64Type>(call.rows, |row| convert::to_datetime(&value.cell(row)))
}

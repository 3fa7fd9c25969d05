use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::convert::{self, unchanged};
use crate::kernel::{Call, Scalars, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "totimespan",
        aliases: &["totime"],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::TimeSpan),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The value as a timespan; null where it is none.",
        url: "https://learn.microsoft.com/kusto/query/totimespan-function",
        examples: &[
            Example { kql: "print totimespan('1.02:03:04.5')", result: "1.02:03:04.5000000" },
            Example { kql: "print totimespan('1d')", result: "1.00:00:00" },
            Example { kql: "print totimespan('1.5')", result: "null" },
        ],
    },
    kernel: Kernel::Lowered(unchanged, kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Scalars::of(call, 0)?;
    numbers::<Int64Type>(call.rows, |row| convert::to_timespan(&value.cell(row)))
}

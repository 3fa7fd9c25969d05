use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::timespan::TICKS_PER_SECOND;
use lurcher_symbols::*;

use crate::kernel::convert::unix_time;
use crate::kernel::{Call, Scalars, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "unixtime_seconds_todatetime",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::DateTime),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The datetime of a number of seconds since 1970-01-01.",
        url: "https://learn.microsoft.com/kusto/query/unixtime-seconds-todatetime-function",
        examples: &[Example {
            kql: "print unixtime_seconds_todatetime(1546300800)",
            result: "2019-01-01T00:00:00.0000000Z",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let number = Scalars::of(call, 0)?;
    numbers::<Int64Type>(call.rows, |row| unix_time(&number.cell(row), TICKS_PER_SECOND, 1))
}

use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::datetime::MAX;
use lurcher_symbols::values::timespan::TICKS_PER_DAY;
use lurcher_symbols::*;

use crate::kernel::calendar::weekday;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "dayofweek",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[Parameter::new("date", ParameterType::Exact(ScalarType::DateTime))],
            result: ResultType::Exact(ScalarType::TimeSpan),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The days since the Sunday before, as a timespan.",
        url: "https://learn.microsoft.com/kusto/query/dayofweek-function",
        examples: &[Example { kql: "print dayofweek(datetime(2020-06-15 13:45:00))", result: "1.00:00:00" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let date = call.long(0)?;
    // The engine has no answer in a week that ends after year 9999.
    numbers::<Int64Type>(call.rows, |row| {
        let date = date.get(row)?;
        let days = i64::from(weekday(date));
        (date / TICKS_PER_DAY - days + 7 <= MAX / TICKS_PER_DAY).then_some(days * TICKS_PER_DAY)
    })
}

use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::datetime::civil;
use lurcher_symbols::*;

use crate::kernel::calendar::{day_of_year, week_of_year};
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

/// What a datetime has.
const PARTS: &[&str] = &[
    "year",
    "quarter",
    "month",
    "week_of_year",
    "day",
    "dayofyear",
    "hour",
    "minute",
    "second",
    "millisecond",
    "microsecond",
    "nanosecond",
];

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "datetime_part",
        aliases: &["datepart"],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("part", ParameterType::Exact(ScalarType::String)).one_of(Choices::AnyCase(PARTS)),
                Parameter::new("date", ParameterType::Exact(ScalarType::DateTime)),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A part of a datetime as a number.",
        url: "https://learn.microsoft.com/kusto/query/datetime-part-function",
        examples: &[
            Example { kql: "print datetime_part('quarter', datetime(2017-10-30 01:02:03.7654321))", result: "4" },
            Example { kql: "print datetime_part('week_of_year', datetime(2017-10-30 01:02:03.7654321))", result: "44" },
            Example {
                kql: "print datetime_part('microsecond', datetime(2017-10-30 01:02:03.7654321))",
                result: "765432",
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let name = call.constant_text(0)?;
    let part: fn(i64) -> Option<i32> = match name.to_ascii_lowercase().as_str() {
        "year" => |t| Some(civil(t).year),
        "quarter" => |t| Some((civil(t).month as i32 + 2) / 3),
        "month" => |t| Some(civil(t).month as i32),
        "week_of_year" => week_of_year,
        "day" => |t| Some(civil(t).day as i32),
        "dayofyear" => day_of_year,
        "hour" => |t| Some(civil(t).hour as i32),
        "minute" => |t| Some(civil(t).minute as i32),
        "second" => |t| Some(civil(t).second as i32),
        "millisecond" => |t| Some(civil(t).ticks as i32 / 10_000),
        "microsecond" => |t| Some(civil(t).ticks as i32 / 10),
        "nanosecond" => |t| Some(civil(t).ticks as i32 * 100),
        _ => return refuse!("{}(): '{name}' is not a part of a datetime", call.name),
    };
    let date = call.long(1)?;
    numbers::<Int64Type>(call.rows, |row| part(date.get(row)?).map(i64::from))
}

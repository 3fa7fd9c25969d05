use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::datetime::from_date;
use lurcher_symbols::*;

use crate::kernel::convert::{Overflow, clock_ticks, seconds_to_ticks, to_datetime, to_long};
use crate::kernel::{Call, Scalars, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "make_datetime",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("year", ParameterType::Number),
                    Parameter::new("month", ParameterType::Number),
                    Parameter::new("day", ParameterType::Number),
                    Parameter::optional("hour", ParameterType::Number),
                    Parameter::optional("minute", ParameterType::Number),
                    Parameter::optional("second", ParameterType::Number),
                ],
                result: ResultType::Exact(ScalarType::DateTime),
            },
            Signature {
                parameters: &[Parameter::new("value", ParameterType::Scalar)],
                result: ResultType::Exact(ScalarType::DateTime),
            },
        ],
        result_name: ResultName::OnlyArgument,
        deterministic: true,
        summary: "The datetime of a year, month, day and so on; null where there is none.",
        url: "https://learn.microsoft.com/kusto/query/make-datetime-function",
        examples: &[
            Example { kql: "print make_datetime(2017, 10, 01, 12, 10)", result: "2017-10-01T12:10:00.0000000Z" },
            Example {
                kql: "print make_datetime(2017, 10, 01, 12, 11, 0.1234567)",
                result: "2017-10-01T12:11:00.1234567Z",
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let parts = Scalars::all(call, 0)?;
    if let [value] = parts.as_slice() {
        return numbers::<Int64Type>(call.rows, |row| to_datetime(&value.cell(row)));
    }
    numbers::<Int64Type>(call.rows, |row| {
        let part = |i: usize| match parts.get(i) {
            Some(part) => to_long(&part.cell(row), Overflow::Saturate),
            None => Some(0),
        };
        let seconds = parts.get(5).map_or(Some(0), |s| seconds_to_ticks(&s.cell(row)))?;
        let (year, month, day) =
            (i32::try_from(part(0)?).ok()?, u32::try_from(part(1)?).ok()?, u32::try_from(part(2)?).ok()?);
        let clock = clock_ticks(part(3)?, part(4)?, seconds)?;
        Some(from_date(year, month, day)? + clock)
    })
}

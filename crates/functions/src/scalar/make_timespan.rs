use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::timespan::TICKS_PER_DAY;
use lurcher_symbols::*;

use crate::kernel::convert::{Overflow, clock_ticks, seconds_to_ticks, to_long, to_timespan};
use crate::kernel::{Call, Scalars, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "make_timespan",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("days", ParameterType::Integer),
                    Parameter::new("hours", ParameterType::Integer),
                    Parameter::new("minutes", ParameterType::Integer),
                    Parameter::new("seconds", ParameterType::Number),
                ],
                result: ResultType::Exact(ScalarType::TimeSpan),
            },
            Signature {
                parameters: &[
                    Parameter::new("hours", ParameterType::Integer),
                    Parameter::new("minutes", ParameterType::Integer),
                    Parameter::optional("seconds", ParameterType::Number),
                ],
                result: ResultType::Exact(ScalarType::TimeSpan),
            },
            Signature {
                parameters: &[Parameter::new("value", ParameterType::Scalar)],
                result: ResultType::Exact(ScalarType::TimeSpan),
            },
        ],
        result_name: ResultName::OnlyArgument,
        deterministic: true,
        summary: "The timespan of days, hours, minutes and seconds; null where a part is out of its range.",
        url: "https://learn.microsoft.com/kusto/query/make-timespan-function",
        examples: &[
            Example { kql: "print make_timespan(1, 12, 30, 55.123)", result: "1.12:30:55.1230000" },
            Example { kql: "print make_timespan(1, 2, 3)", result: "01:02:03" },
            Example { kql: "print make_timespan(-1, -2)", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let parts = Scalars::all(call, 0)?;
    if let [value] = parts.as_slice() {
        return numbers::<Int64Type>(call.rows, |row| to_timespan(&value.cell(row)));
    }
    let (days, clock) = parts.split_at(usize::from(parts.len() == 4));
    numbers::<Int64Type>(call.rows, |row| {
        let part = |part: &Scalars<'_>| to_long(&part.cell(row), Overflow::Saturate);
        let days = days.first().map_or(Some(0), part).filter(|days| *days >= 0)?;
        let seconds = clock.get(2).map_or(Some(0), |s| seconds_to_ticks(&s.cell(row)))?;
        let clock = clock_ticks(part(&clock[0])?, part(&clock[1])?, seconds)?;
        days.checked_mul(TICKS_PER_DAY)?.checked_add(clock)
    })
}

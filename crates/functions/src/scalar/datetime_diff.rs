use arrow::datatypes::{Float64Type, Int64Type};
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::calendar::Period;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "datetime_diff",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("part", ParameterType::Exact(ScalarType::String)).one_of(Choices::AnyCase(Period::NAMES)),
                Parameter::new("datetime1", ParameterType::Exact(ScalarType::DateTime)),
                Parameter::new("datetime2", ParameterType::Exact(ScalarType::DateTime)),
            ],
            result: ResultType::Custom(result),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "How many beginnings of a period lie between the second and the first datetime.",
        url: "https://learn.microsoft.com/kusto/query/datetime-diff-function",
        examples: &[
            Example { kql: "print datetime_diff('year', datetime(2017-01-01), datetime(2000-12-31))", result: "17" },
            Example {
                kql: "print datetime_diff('hour', datetime(2017-10-31 01:00), datetime(2017-10-30 23:59))",
                result: "2",
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

/// The engine counts weeks as a real.
fn result(_: &[ScalarType], values: &[Option<&Value>]) -> ScalarType {
    match values.first() {
        Some(Some(Value::String(part))) if part.eq_ignore_ascii_case("week") => ScalarType::Real,
        _ => ScalarType::Long,
    }
}

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let name = call.constant_text(0)?;
    let Some(period) = Period::parse(name) else {
        return refuse!("{}(): '{name}' is not a period", call.name);
    };
    let (to, from) = (call.long(1)?, call.long(2)?);
    let difference = |row: usize| period.between(from.get(row)?, to.get(row)?);
    match call.result {
        ScalarType::Real => numbers::<Float64Type>(call.rows, |row| difference(row).map(|count| count as f64)),
        _ => numbers::<Int64Type>(call.rows, difference),
    }
}

use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::calendar::Period;
use crate::kernel::{Call, Cell, Scalars, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "datetime_add",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("part", ParameterType::Exact(ScalarType::String)).one_of(Choices::AnyCase(Period::NAMES)),
                Parameter::new("value", ParameterType::Integer),
                Parameter::new("datetime", ParameterType::Exact(ScalarType::DateTime)),
            ],
            result: ResultType::Exact(ScalarType::DateTime),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A datetime moved by a number of periods.",
        url: "https://learn.microsoft.com/kusto/query/datetime-add-function",
        examples: &[
            Example {
                kql: "print datetime_add('month', 1, datetime(2020-01-31))",
                result: "2020-02-29T00:00:00.0000000Z",
            },
            Example {
                kql: "print datetime_add('week', -53, datetime(2021-03-15 12:00:00))",
                result: "2020-03-09T12:00:00.0000000Z",
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let name = call.constant_text(0)?;
    let Some(period) = Period::parse(name) else {
        return refuse!("{}(): '{name}' is not a period", call.name);
    };
    let value = Scalars::of(call, 1)?;
    let datetime = call.long(2)?;
    numbers::<Int64Type>(call.rows, |row| match value.cell(row) {
        Cell::Long(count) => period.add(datetime.get(row)?, count),
        _ => None,
    })
}

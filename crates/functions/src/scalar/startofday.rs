use std::sync::Arc;

use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::timespan::TICKS_PER_DAY;
use lurcher_symbols::*;

use crate::kernel::bins::round_down;
use crate::kernel::calendar::Period;
use crate::kernel::{Call, Numbers, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "startofday",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("date", ParameterType::Exact(ScalarType::DateTime)),
                Parameter::optional("offset", ParameterType::Exact(ScalarType::Long)),
            ],
            result: ResultType::Exact(ScalarType::DateTime),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The first tick of the day that holds a datetime, moved by a number of days.",
        url: "https://learn.microsoft.com/kusto/query/startofday-function",
        examples: &[Example {
            kql: "print startofday(datetime(2017-01-01 10:10:17))",
            result: "2017-01-01T00:00:00.0000000Z",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let date = call.long(0)?;
    if let (Numbers::Column(date), false) = (date, call.has(1)) {
        return Ok(ColumnarValue::Array(Arc::new(round_down(date, TICKS_PER_DAY))));
    }
    let offset = if call.has(1) { call.long(1)? } else { Numbers::Constant(Some(0)) };
    numbers::<Int64Type>(call.rows, |row| Period::Ticks(TICKS_PER_DAY).start(date.get(row)?, offset.get(row)?))
}

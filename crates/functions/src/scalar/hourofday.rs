use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::timespan::TICKS_PER_HOUR;
use lurcher_symbols::*;

use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "hourofday",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[Parameter::new("date", ParameterType::Exact(ScalarType::DateTime))],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The hour of a datetime, from 0 to 23.",
        url: "https://learn.microsoft.com/kusto/query/hourofday-function",
        examples: &[Example { kql: "print hourofday(datetime(2015-12-14 18:54))", result: "18" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let date = call.long(0)?;
    numbers::<Int64Type>(call.rows, |row| Some(date.get(row)? / TICKS_PER_HOUR % 24))
}

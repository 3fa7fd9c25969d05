use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::calendar::day_of_year;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "dayofyear",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[Parameter::new("date", ParameterType::Exact(ScalarType::DateTime))],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The day of the year of a datetime, from 1.",
        url: "https://learn.microsoft.com/kusto/query/dayofyear-function",
        examples: &[Example { kql: "print dayofyear(datetime(2020-12-31))", result: "366" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let date = call.long(0)?;
    numbers::<Int64Type>(call.rows, |row| day_of_year(date.get(row)?).map(i64::from))
}

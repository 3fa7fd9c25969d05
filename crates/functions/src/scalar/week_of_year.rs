use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::calendar::week_of_year;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "week_of_year",
        aliases: &["weekofyear"],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[Parameter::new("date", ParameterType::Exact(ScalarType::DateTime))],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The week of a datetime by ISO 8601.",
        url: "https://learn.microsoft.com/kusto/query/week-of-year-function",
        examples: &[Example { kql: "print week_of_year(datetime(2018-12-31))", result: "1" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let date = call.long(0)?;
    numbers::<Int64Type>(call.rows, |row| week_of_year(date.get(row)?).map(i64::from))
}

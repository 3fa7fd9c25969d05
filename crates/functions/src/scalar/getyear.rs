use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::datetime::civil;
use lurcher_symbols::*;

use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "getyear",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[Parameter::new("date", ParameterType::Exact(ScalarType::DateTime))],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The year of a datetime.",
        url: "https://learn.microsoft.com/kusto/query/getyear-function",
        examples: &[Example { kql: "print getyear(datetime(2015-10-12))", result: "2015" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let date = call.long(0)?;
    numbers::<Int64Type>(call.rows, |row| Some(civil(date.get(row)?).year.into()))
}

use arrow::datatypes::Int32Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::h3;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_h3cell_level",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("h3cell", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Int),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The resolution of an H3 cell; null for a text that is no token of one.",
        url: "https://learn.microsoft.com/kusto/query/geo-h3cell-level-function",
        examples: &[Example { kql: r#"print geo_h3cell_level("862a1072fffffff")"#, result: "6" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let token = call.text(0)?;
    numbers::<Int32Type>(call.rows, |row| Some(i32::from(u8::from(h3::parse(token.get(row))?.resolution()))))
}

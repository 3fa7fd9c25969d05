use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::h3;
use crate::kernel::geo::shape::write_point;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_h3cell_to_central_point",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("h3cell", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The middle of an H3 cell as a GeoJSON point; null for a text that is no token of one.",
        url: "https://learn.microsoft.com/kusto/query/geo-h3cell-to-central-point-function",
        examples: &[Example { kql: r#"print round(toreal(geo_h3cell_to_central_point("862a1072fffffff").coordinates[0]), 10)"#, result: "-74.0160084798" },
Example { kql: r#"print geo_h3cell_to_central_point("@")"#, result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let token = call.text(0)?;
    dynamics(call.rows, |row, out| {
        let cell = h3::parse(token.get(row));
        cell.map(|cell| write_point(h3::centre(cell), out)).is_some()
    })
}

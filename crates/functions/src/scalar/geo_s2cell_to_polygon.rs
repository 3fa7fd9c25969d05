use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::Point;
use crate::kernel::geo::s2cell::S2Cell;
use crate::kernel::geo::shape::write_ring;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_s2cell_to_polygon",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("s2cell", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The corners of an S2 cell as a GeoJSON polygon; null for a text that is no token of one.",
        url: "https://learn.microsoft.com/kusto/query/geo-s2cell-to-polygon-function",
        examples: &[Example { kql: r#"print array_length(geo_s2cell_to_polygon("89c259").coordinates[0])"#, result: "5" },
Example { kql: r#"print round(toreal(geo_s2cell_to_polygon("89c259").coordinates[0][0][0]), 10)"#, result: "-74.0300122498" },
Example { kql: r#"print geo_s2cell_to_polygon("a")"#, result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let token = call.text(0)?;
    dynamics(call.rows, |row, out| {
        let cell = S2Cell::parse(token.get(row));
        cell.map(|cell| write_ring(&cell.corners().map(Point::to_degrees), out)).is_some()
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Shapes;
use crate::kernel::geo::{Lines, Polygons, intersects};
use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_intersects_line_with_polygon",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("lineString", ParameterType::DynamicBag), Parameter::new("polygon", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether a GeoJSON line or multiline has a place in a polygon or multipolygon; null where one of them is invalid.",
        url: "https://learn.microsoft.com/kusto/query/geo-intersects-line-with-polygon-function",
        examples: &[Example { kql: "print geo_intersects_line_with_polygon(dynamic({'type': 'LineString', 'coordinates': [[-73.985195,40.788275],[-73.974552,40.779761]]}), dynamic({'type': 'Polygon', 'coordinates': [[[-73.9712905883789,40.78580561168767],[-73.98004531860352,40.775276834803655],[-73.97000312805176,40.77852663535664],[-73.9712905883789,40.78580561168767]]]}))", result: "true" },
Example { kql: "print geo_intersects_line_with_polygon(dynamic({'type': 'LineString', 'coordinates': [[1,1]]}), dynamic({'type': 'Polygon', 'coordinates': [[[-73.9712905883789,40.78580561168767],[-73.98004531860352,40.775276834803655],[-73.97000312805176,40.77852663535664],[-73.9712905883789,40.78580561168767]]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (lines, polygons) = (Shapes::<Lines>::of(call, 0)?, Shapes::<Polygons>::of(call, 1)?);
    bools(call.rows, |row| {
        let (lines, polygons) = (lines.get(row)?, polygons.get(row)?);
        let inside = lines.0.iter().filter_map(|line| line.first()).any(|vertex| polygons.contains(*vertex));
        Some(inside || intersects(lines.edges(), polygons.edges()))
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Shapes;
use crate::kernel::geo::{Lines, Polygons, overlay};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_intersection_line_with_polygon",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("lineString", ParameterType::DynamicBag), Parameter::new("polygon", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "What of a GeoJSON line or multiline is in a polygon or multipolygon, as GeoJSON; null where one of them is invalid.",
        url: "https://learn.microsoft.com/kusto/query/geo-intersection-line-with-polygon-function",
        examples: &[Example { kql: "print round(toreal(geo_intersection_line_with_polygon(dynamic({'type': 'LineString', 'coordinates': [[-73.985195,40.788275],[-73.974552,40.779761]]}), dynamic({'type': 'Polygon', 'coordinates': [[[-73.9712905883789,40.78580561168767],[-73.98004531860352,40.775276834803655],[-73.97000312805176,40.77852663535664],[-73.9712905883789,40.78580561168767]]]})).coordinates[0][0]), 9)", result: "-73.975611957" },
Example { kql: "print geo_intersection_line_with_polygon(dynamic({'type': 'LineString', 'coordinates': [[1,1]]}), dynamic({'type': 'Polygon', 'coordinates': [[[-73.9712905883789,40.78580561168767],[-73.98004531860352,40.775276834803655],[-73.97000312805176,40.77852663535664],[-73.9712905883789,40.78580561168767]]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (lines, polygons) = (Shapes::<Lines>::of(call, 0)?, Shapes::<Polygons>::of(call, 1)?);
    dynamics(call.rows, |row, out| {
        let both = lines.get(row).zip(polygons.get(row));
        both.map(|(lines, polygons)| overlay::lines_in_polygons(&lines, &overlay::united(&polygons)).write(out)).is_some()
    })
}

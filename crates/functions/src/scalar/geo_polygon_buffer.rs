use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Extent, Shapes};
use crate::kernel::geo::shape::write_polygons;
use crate::kernel::geo::{Polygons, overlay};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_polygon_buffer",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("polygon", ParameterType::DynamicBag), Parameter::new("radius", ParameterType::Number), Parameter::optional("tolerance", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A GeoJSON polygon or multipolygon with what is within a radius in meters of it, whose boundary is nowhere nearer than the radius less a tolerance in meters (10 where none is given); null for an invalid polygon, or a radius or tolerance that is not positive.",
        url: "https://learn.microsoft.com/kusto/query/geo-polygon-buffer-function",
        examples: &[Example { kql: "print array_length(geo_polygon_buffer(dynamic({'type': 'Polygon', 'coordinates': [[[139.813757,35.719666],[139.72558,35.71813],[139.727471,35.653231],[139.818721,35.657264],[139.813757,35.719666]]]}), 10000).coordinates[0])", result: "77" },
Example { kql: "print geo_polygon_buffer(dynamic({'type': 'p'}), 1)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (polygons, extent) = (Shapes::<Polygons>::of(call, 0)?, Extent::of(call, 1)?);
    dynamics(call.rows, |row, out| {
        let both = polygons.get(row).zip(extent.get(row));
        let around = both.map(|(polygons, buffer)| buffer.around_polygons(&overlay::united(&polygons)));
        around.map(|around| write_polygons(&around.vertices(), out)).is_some()
    })
}

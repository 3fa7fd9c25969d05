use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Places, Shapes};
use crate::kernel::geo::shape::write_point;
use crate::kernel::geo::{Polygons, edges};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_closest_point_on_polygon",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("longitude", ParameterType::Number), Parameter::new("latitude", ParameterType::Number), Parameter::new("polygon", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The place of a GeoJSON polygon or multipolygon that is nearest to a place, as a GeoJSON point; null for a place out of range or an invalid polygon.",
        url: "https://learn.microsoft.com/kusto/query/geo-closest-point-on-polygon-function",
        examples: &[Example { kql: "print round(toreal(geo_closest_point_on_polygon(-73.9839, 40.7705, dynamic({'type': 'Polygon', 'coordinates': [[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]})).coordinates[0]), 9)", result: "-73.98120558" },
Example { kql: "print geo_closest_point_on_polygon(500, 1, dynamic({'type': 'Polygon', 'coordinates': [[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (place, polygons) = (Places::of(call, 0)?, Shapes::<Polygons>::of(call, 2)?);
    dynamics(call.rows, |row, out| {
        let (Some(place), Some(polygons)) = (place.get(row), polygons.get(row)) else { return false };
        let nearest = if polygons.contains(place) {
            Some(place)
        } else {
            edges::nearest_of(place, polygons.edges()).map(|(_, nearest)| nearest)
        };
        nearest.map(|nearest| write_point(nearest.to_degrees(), out)).is_some()
    })
}

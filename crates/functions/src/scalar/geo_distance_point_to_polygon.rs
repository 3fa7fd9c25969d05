use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Places, Shapes};
use crate::kernel::geo::{EARTH_RADIUS, Polygons, edges};
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_distance_point_to_polygon",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("longitude", ParameterType::Number), Parameter::new("latitude", ParameterType::Number), Parameter::new("polygon", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The shortest way in meters from a place to a GeoJSON polygon or multipolygon, 0 from inside; null for a place out of range or an invalid polygon.",
        url: "https://learn.microsoft.com/kusto/query/geo-distance-point-to-polygon-function",
        examples: &[Example { kql: "print geo_distance_point_to_polygon(-73.9839, 40.7705, dynamic({'type': 'Polygon', 'coordinates': [[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]}))", result: "259.940756070596" },
Example { kql: "print geo_distance_point_to_polygon(1, 1, dynamic({'type': 'Polygon', 'coordinates': [[[0,0],[10,10],[10,10],[0,0]]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (place, polygons) = (Places::of(call, 0)?, Shapes::<Polygons>::of(call, 2)?);
    numbers::<Float64Type>(call.rows, |row| {
        let (place, polygons) = (place.get(row)?, polygons.get(row)?);
        if polygons.contains(place) {
            return Some(0.0);
        }
        let (distance, _) = edges::nearest_of(place, polygons.edges())?;
        Some(distance * EARTH_RADIUS)
    })
}

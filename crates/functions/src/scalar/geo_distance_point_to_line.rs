use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Places, Shapes};
use crate::kernel::geo::{EARTH_RADIUS, Lines, edges};
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_distance_point_to_line",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("longitude", ParameterType::Number), Parameter::new("latitude", ParameterType::Number), Parameter::new("lineString", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The shortest way in meters from a place to a GeoJSON line or multiline; null for a place out of range or an invalid line.",
        url: "https://learn.microsoft.com/kusto/query/geo-distance-point-to-line-function",
        examples: &[Example { kql: "print geo_distance_point_to_line(-115.199625, 36.210419, dynamic({'type': 'LineString', 'coordinates': [[-115.115385,36.229195],[-115.136995,36.200366],[-115.140252,36.192470],[-115.143558,36.188523],[-115.144076,36.181954],[-115.154662,36.174483],[-115.166431,36.176388],[-115.183289,36.175007],[-115.192612,36.176736],[-115.202485,36.173439],[-115.225355,36.174365]]}))", result: "3797.88887253334" },
Example { kql: "print geo_distance_point_to_line(1, 1, dynamic({'type': 'LineString', 'coordinates': [[1,1]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (place, lines) = (Places::of(call, 0)?, Shapes::<Lines>::of(call, 2)?);
    numbers::<Float64Type>(call.rows, |row| {
        let (distance, _) = edges::nearest_of(place.get(row)?, lines.get(row)?.edges())?;
        Some(distance * EARTH_RADIUS)
    })
}

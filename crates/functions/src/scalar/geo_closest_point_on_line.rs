use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Places, Shapes};
use crate::kernel::geo::shape::write_point;
use crate::kernel::geo::{Lines, edges};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_closest_point_on_line",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("longitude", ParameterType::Number), Parameter::new("latitude", ParameterType::Number), Parameter::new("lineString", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The place of a GeoJSON line or multiline that is nearest to a place, as a GeoJSON point; null for a place out of range or an invalid line.",
        url: "https://learn.microsoft.com/kusto/query/geo-closest-point-on-line-function",
        examples: &[Example { kql: "print round(toreal(geo_closest_point_on_line(2, 0.5, dynamic({'type': 'LineString', 'coordinates': [[0,0],[1,0],[1,1]]})).coordinates[0]), 6)", result: "1.0" },
Example { kql: "print geo_closest_point_on_line(1, 1, dynamic({'type': 'LineString', 'coordinates': [[1,1]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (place, lines) = (Places::of(call, 0)?, Shapes::<Lines>::of(call, 2)?);
    dynamics(call.rows, |row, out| {
        let nearest = place.get(row).zip(lines.get(row)).and_then(|(place, lines)| edges::nearest_of(place, lines.edges()));
        nearest.map(|(_, nearest)| write_point(nearest.to_degrees(), out)).is_some()
    })
}

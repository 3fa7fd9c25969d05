use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Shapes;
use crate::kernel::geo::{EARTH_RADIUS, Polygons, overlay};
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_polygon_perimeter",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("polygon", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The length in meters of the boundary of a GeoJSON polygon, or of what a multipolygon covers; null for an invalid polygon.",
        url: "https://learn.microsoft.com/kusto/query/geo-polygon-perimeter-function",
        examples: &[Example { kql: "print geo_polygon_perimeter(dynamic({'type': 'MultiPolygon', 'coordinates': [[[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]],[[[-73.94262313842773,40.775991804565585],[-73.98107528686523,40.791849155467695],[-73.99600982666016,40.77092185281977],[-73.96150588989258,40.75609977566361],[-73.94262313842773,40.775991804565585]]]]}))", result: "15943.5384578745" },
Example { kql: "print geo_polygon_perimeter(dynamic({'type': 'Polygon', 'coordinates': [[[0,0],[10,10],[10,10],[0,0]]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let polygons = Shapes::<Polygons>::of(call, 0)?;
    numbers::<Float64Type>(call.rows, |row| {
        let united = overlay::united(&*polygons.get(row)?);
        Some(united.edges().map(|(a, b)| a.angle(b)).sum::<f64>() * EARTH_RADIUS)
    })
}

use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Shapes;
use crate::kernel::geo::area::polygon_area;
use crate::kernel::geo::{EARTH_RADIUS, Polygons, overlay};
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_polygon_area",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("polygon", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The area in square meters of a GeoJSON polygon, or of what a multipolygon covers; null for an invalid polygon.",
        url: "https://learn.microsoft.com/kusto/query/geo-polygon-area-function",
        examples: &[Example { kql: "print geo_polygon_area(dynamic({'type': 'Polygon', 'coordinates': [[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]}))", result: "3475207.28346606" },
Example { kql: "print geo_polygon_area(dynamic({'type': 'Polygon', 'coordinates': [[[0,0],[10,10],[10,10],[0,0]]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let polygons = Shapes::<Polygons>::of(call, 0)?;
    numbers::<Float64Type>(call.rows, |row| {
        let united = overlay::united(&*polygons.get(row)?);
        Some(united.0.iter().map(polygon_area).sum::<f64>() * EARTH_RADIUS * EARTH_RADIUS)
    })
}

use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Shapes;
use crate::kernel::geo::{EARTH_RADIUS, Lines};
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_line_length",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("lineString", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The length in meters of a GeoJSON line, or of what a multiline covers; null for an invalid line.",
        url: "https://learn.microsoft.com/kusto/query/geo-line-length-function",
        examples: &[Example { kql: "print geo_line_length(dynamic({'type': 'LineString', 'coordinates': [[-73.95807266235352,40.800426144169315],[-73.94966125488281,40.79691751000055],[-73.97317886352539,40.764486356930334]]}))", result: "4922.48016992081" },
Example { kql: "print geo_line_length(dynamic({'type': 'LineString', 'coordinates': [[1,1]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let lines = Shapes::<Lines>::of(call, 0)?;
    numbers::<Float64Type>(call.rows, |row| {
        let edges = lines.get(row)?.united_edges();
        Some(edges.iter().map(|(a, b)| a.angle(*b)).sum::<f64>() * EARTH_RADIUS)
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Extent, Shapes};
use crate::kernel::geo::Lines;
use crate::kernel::geo::shape::write_polygons;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_line_buffer",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("lineString", ParameterType::DynamicBag), Parameter::new("radius", ParameterType::Number), Parameter::optional("tolerance", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "What is within a radius in meters of a GeoJSON line or multiline, as a polygon or multipolygon whose boundary is nowhere nearer than the radius less a tolerance in meters (10 where none is given); null for an invalid line, or a radius or tolerance that is not positive.",
        url: "https://learn.microsoft.com/kusto/query/geo-line-buffer-function",
        examples: &[Example { kql: "print array_length(geo_line_buffer(dynamic({'type': 'LineString', 'coordinates': [[14.429214068940496,50.10043066548272],[14.431184174126173,50.10046525983731]]}), 2, 0.1).coordinates[0])", result: "13" },
Example { kql: "print geo_line_buffer(dynamic({'type': 'LineString', 'coordinates': [[-73.95796,40.80042],[-73.97317,40.764486]]}), -1)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (lines, extent) = (Shapes::<Lines>::of(call, 0)?, Extent::of(call, 1)?);
    dynamics(call.rows, |row, out| {
        let around = lines.get(row).zip(extent.get(row)).map(|(lines, buffer)| buffer.around_lines(&lines));
        around.map(|around| write_polygons(&around.vertices(), out)).is_some()
    })
}

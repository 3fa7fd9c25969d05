use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Extent, Places};
use crate::kernel::geo::shape::write_polygons;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_point_buffer",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("longitude", ParameterType::Number), Parameter::new("latitude", ParameterType::Number), Parameter::new("radius", ParameterType::Number), Parameter::optional("tolerance", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The circle around a place with a radius in meters, as a GeoJSON polygon that is nowhere nearer than the radius less a tolerance in meters (10 where none is given); null for a place out of range, or a radius or tolerance that is not positive.",
        url: "https://learn.microsoft.com/kusto/query/geo-point-buffer-function",
        examples: &[Example { kql: "print array_length(geo_point_buffer(-115.1745008278, 36.1497251277, 20000).coordinates[0])", result: "101" },
Example { kql: "print geo_point_buffer(10, 10, -1)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (place, extent) = (Places::of(call, 0)?, Extent::of(call, 2)?);
    dynamics(call.rows, |row, out| {
        let circle = place.get(row).zip(extent.get(row)).map(|(place, buffer)| buffer.around_point(place));
        circle.map(|circle| write_polygons(&[vec![circle]], out)).is_some()
    })
}

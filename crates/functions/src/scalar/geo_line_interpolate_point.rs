use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Shapes;
use crate::kernel::geo::shape::write_point;
use crate::kernel::geo::{Lines, lines};
use crate::kernel::operand::Operand;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_line_interpolate_point",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("lineString", ParameterType::DynamicBag), Parameter::new("fraction", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The place at a fraction, from 0 to 1, of the length of a GeoJSON line, as a GeoJSON point; null for an invalid line or a fraction out of range.",
        url: "https://learn.microsoft.com/kusto/query/geo-line-interpolate-point-function",
        examples: &[Example { kql: "print round(toreal(geo_line_interpolate_point(dynamic({'type': 'LineString', 'coordinates': [[-73.95796,40.80042],[-73.97317,40.764486]]}), 0.25).coordinates[0]), 9)", result: "-73.961764043" },
Example { kql: "print geo_line_interpolate_point(dynamic({'type': 'LineString', 'coordinates': [[1,1]]}), 0.5)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (line, fraction) = (Shapes::<Lines>::of(call, 0)?, Operand::reals(call, 1)?);
    dynamics(call.rows, |row, out| {
        let line = line.get(row);
        let place = match (line.as_ref().and_then(|line| line.single()), fraction.get(row)) {
            (Some(line), Some(fraction)) if (0.0..=1.0).contains(&fraction) => lines::at_fraction(line, fraction),
            _ => None,
        };
        place.map(|place| write_point(place.to_degrees(), out)).is_some()
    })
}

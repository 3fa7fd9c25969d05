use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Places, Shapes};
use crate::kernel::geo::{Lines, lines};
use crate::kernel::operand::Operand;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_line_locate_point",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("lineString", ParameterType::DynamicBag), Parameter::new("longitude", ParameterType::Number), Parameter::new("latitude", ParameterType::Number), Parameter::optional("use_spheroid", ParameterType::NumberOrBool)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "At which fraction, from 0 to 1, of the length of a GeoJSON line its nearest place to a place is, on a sphere; null for a place out of range or an invalid line.",
        url: "https://learn.microsoft.com/kusto/query/geo-line-locate-point-function",
        examples: &[Example { kql: "print geo_line_locate_point(dynamic({'type': 'LineString', 'coordinates': [[-73.95796,40.80042],[-73.97317,40.764486]]}), -73.965, 40.792)", result: "0.2556013510030755" },
Example { kql: "print geo_line_locate_point(dynamic({'type': 'LineString', 'coordinates': [[1,1]]}), 1, 1)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (line, place) = (Shapes::<Lines>::of(call, 0)?, Places::of(call, 1)?);
    if let Some(spheroid) = Operand::optional_longs(call, 3)?
        && (0..call.rows).any(|row| spheroid.get(row) != Some(0))
    {
        return refuse!("geo_line_locate_point(): places on a spheroid are not implemented, only use_spheroid = false");
    }
    numbers::<Float64Type>(call.rows, |row| lines::fraction_of(line.get(row)?.single()?, place.get(row)?))
}

use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Places;
use crate::kernel::geo::{EARTH_RADIUS, spheroid_distance};
use crate::kernel::operand::Operand;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_distance_2points",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("p1_longitude", ParameterType::Number), Parameter::new("p1_latitude", ParameterType::Number), Parameter::new("p2_longitude", ParameterType::Number), Parameter::new("p2_latitude", ParameterType::Number), Parameter::optional("use_spheroid", ParameterType::NumberOrBool)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The shortest way between two places in meters, on a sphere or on the WGS84 ellipsoid; null for a place out of range.",
        url: "https://learn.microsoft.com/kusto/query/geo-distance-2points-function",
        examples: &[Example { kql: "print geo_distance_2points(-122.407628, 47.578557, -118.275287, 34.019056)", result: "1546754.35197381" },
Example { kql: "print geo_distance_2points(300, 1, 1, 1)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (from, to) = (Places::of(call, 0)?, Places::of(call, 2)?);
    let spheroid = Operand::optional_longs(call, 4)?;
    numbers::<Float64Type>(call.rows, |row| {
        let (a, b) = (from.get(row)?, to.get(row)?);
        let spheroid = spheroid.as_ref().map_or(Some(0), |spheroid| spheroid.get(row))?;
        if spheroid != 0 {
            return Some(spheroid_distance(from.degrees(row)?, to.degrees(row)?));
        }
        Some(a.angle(b) * EARTH_RADIUS)
    })
}

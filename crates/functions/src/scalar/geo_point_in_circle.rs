use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::EARTH_RADIUS;
use crate::kernel::geo::arguments::Places;
use crate::kernel::operand::Operand;
use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_point_in_circle",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("p_longitude", ParameterType::Number), Parameter::new("p_latitude", ParameterType::Number), Parameter::new("pc_longitude", ParameterType::Number), Parameter::new("pc_latitude", ParameterType::Number), Parameter::new("c_radius", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether a place is within a radius in meters of another one; null for a place out of range or a radius that is not positive.",
        url: "https://learn.microsoft.com/kusto/query/geo-point-in-circle-function",
        examples: &[Example { kql: "print geo_point_in_circle(-122.143564, 47.535677, -122.100896, 47.527351, 3500)", result: "true" },
Example { kql: "print geo_point_in_circle(-122.137575, 47.630683, -122.100896, 47.527351, 3500)", result: "false" },
Example { kql: "print geo_point_in_circle(1, 1, 1, 1, -1)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (place, centre, radius) = (Places::of(call, 0)?, Places::of(call, 2)?, Operand::reals(call, 4)?);
    bools(call.rows, |row| {
        let radius = radius.get(row).filter(|radius| *radius > 0.0)?;
        Some(place.get(row)?.angle(centre.get(row)?) * EARTH_RADIUS <= radius)
    })
}

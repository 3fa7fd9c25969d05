use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Places;
use crate::kernel::geo::{Point, clockwise_angle};
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_azimuth",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("p1_longitude", ParameterType::Number), Parameter::new("p1_latitude", ParameterType::Number), Parameter::new("p2_longitude", ParameterType::Number), Parameter::new("p2_latitude", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The clockwise angle in radians, at the first of two places, from the north to the second one; null where they are the same or opposite.",
        url: "https://learn.microsoft.com/kusto/query/geo-azimuth-function",
        examples: &[Example { kql: "print geo_azimuth(5, 10, 10, -40)", result: "3.05459939796449" },
Example { kql: "print geo_azimuth(5, 10, 5, 10)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (at, to) = (Places::of(call, 0)?, Places::of(call, 2)?);
    let north = Point::new(0.0, 0.0, 1.0);
    numbers::<Float64Type>(call.rows, |row| clockwise_angle(north, at.get(row)?, to.get(row)?))
}

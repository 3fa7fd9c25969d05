use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Places;
use crate::kernel::geo::clockwise_angle;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_angle",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("p1_longitude", ParameterType::Number), Parameter::new("p1_latitude", ParameterType::Number), Parameter::new("p2_longitude", ParameterType::Number), Parameter::new("p2_latitude", ParameterType::Number), Parameter::new("p3_longitude", ParameterType::Number), Parameter::new("p3_latitude", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The clockwise angle in radians at the second of three places, from the line to the first to the line to the third; null where two of them are the same or opposite.",
        url: "https://learn.microsoft.com/kusto/query/geo-angle-function",
        examples: &[Example { kql: "print geo_angle(0, 10, 0, 5, 3, -10)", result: "2.94493843406882" },
Example { kql: "print geo_angle(0, 10, 0, 10, 3, -10)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let [first, at, second] = [Places::of(call, 0)?, Places::of(call, 2)?, Places::of(call, 4)?];
    numbers::<Float64Type>(call.rows, |row| clockwise_angle(first.get(row)?, at.get(row)?, second.get(row)?))
}

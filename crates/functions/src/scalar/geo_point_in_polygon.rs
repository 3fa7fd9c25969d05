use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::Polygons;
use crate::kernel::geo::arguments::{Places, Shapes};
use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_point_in_polygon",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("longitude", ParameterType::Number), Parameter::new("latitude", ParameterType::Number), Parameter::new("polygon", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether a place is inside of a GeoJSON polygon or multipolygon, whose edges are shortest ways on the sphere; null for a place out of range or an invalid polygon.",
        url: "https://learn.microsoft.com/kusto/query/geo-point-in-polygon-function",
        examples: &[Example { kql: "print geo_point_in_polygon(4, 1, dynamic({'type': 'Polygon', 'coordinates': [[[0,0],[3,0],[3,3],[0,0]]]}))", result: "false" },
Example { kql: "print geo_point_in_polygon(2, 1, dynamic({'type': 'Polygon', 'coordinates': [[[0,0],[3,0],[3,3],[0,0]]]}))", result: "true" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (place, polygon) = (Places::of(call, 0)?, Shapes::<Polygons>::of(call, 2)?);
    bools(call.rows, |row| Some(polygon.get(row)?.contains(place.get(row)?)))
}

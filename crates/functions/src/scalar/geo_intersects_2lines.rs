use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Shapes;
use crate::kernel::geo::{Lines, intersects};
use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_intersects_2lines",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("lineString1", ParameterType::DynamicBag), Parameter::new("lineString2", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether two GeoJSON lines or multilines have a place in common; null for an invalid line.",
        url: "https://learn.microsoft.com/kusto/query/geo-intersects-2lines-function",
        examples: &[Example { kql: "print geo_intersects_2lines(dynamic({'type': 'LineString', 'coordinates': [[-73.978929,40.785155],[-73.980903,40.782621]]}), dynamic({'type': 'LineString', 'coordinates': [[-73.985195,40.788275],[-73.974552,40.779761]]}))", result: "true" },
Example { kql: "print geo_intersects_2lines(dynamic({'type': 'LineString', 'coordinates': [[-73.978929,40.785155],[-73.980903,40.782621]]}), dynamic({'type': 'LineString', 'coordinates': [[1,1]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (first, second) = (Shapes::<Lines>::of(call, 0)?, Shapes::<Lines>::of(call, 1)?);
    bools(call.rows, |row| Some(intersects(first.get(row)?.edges(), second.get(row)?.edges())))
}

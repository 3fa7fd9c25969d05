use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Shapes;
use crate::kernel::geo::{Lines, overlay};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_intersection_2lines",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("lineString1", ParameterType::DynamicBag), Parameter::new("lineString2", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "What two GeoJSON lines or multilines have in common, as GeoJSON; null for an invalid line.",
        url: "https://learn.microsoft.com/kusto/query/geo-intersection-2lines-function",
        examples: &[Example { kql: "print round(toreal(geo_intersection_2lines(dynamic({'type': 'LineString', 'coordinates': [[-73.978929,40.785155],[-73.980903,40.782621]]}), dynamic({'type': 'LineString', 'coordinates': [[-73.985195,40.788275],[-73.974552,40.779761]]})).coordinates[0]), 9)", result: "-73.979837117" },
Example { kql: "print geo_intersection_2lines(dynamic({'type': 'LineString', 'coordinates': [[1,1],[2,2]]}), dynamic({'type': 'LineString', 'coordinates': [[3,3],[4,4]]}))", result: r#"{"type":"GeometryCollection","geometries":[]}"# },
Example { kql: "print geo_intersection_2lines(dynamic({'type': 'LineString', 'coordinates': [[-73.978929,40.785155],[-73.980903,40.782621]]}), dynamic({'type': 'LineString', 'coordinates': [[1,1]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (first, second) = (Shapes::<Lines>::of(call, 0)?, Shapes::<Lines>::of(call, 1)?);
    dynamics(call.rows, |row, out| {
        let both = first.get(row).zip(second.get(row));
        both.map(|(first, second)| overlay::lines_in_lines(&first, &second).write(out)).is_some()
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Shapes;
use crate::kernel::geo::area::edges_centroid;
use crate::kernel::geo::shape::write_point;
use crate::kernel::geo::Lines;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_line_centroid",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("lineString", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The centre of gravity of a GeoJSON line, or of what a multiline covers, as a GeoJSON point; null for an invalid line.",
        url: "https://learn.microsoft.com/kusto/query/geo-line-centroid-function",
        examples: &[Example { kql: "print round(toreal(geo_line_centroid(dynamic({'type': 'MultiLineString', 'coordinates': [[[-73.95798683166502,40.800556090021466],[-73.98193359375,40.76819171855746]],[[-73.94940376281738,40.79691751000055],[-73.97317886352539,40.76435634049001]]]})).coordinates[0]), 9)", result: "-73.965622184" },
Example { kql: "print geo_line_centroid(dynamic({'type': 'LineString', 'coordinates': [[1,1]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let lines = Shapes::<Lines>::of(call, 0)?;
    dynamics(call.rows, |row, out| {
        let centre = lines.get(row).map(|lines| edges_centroid(lines.united_edges()));
        centre.map(|centre| write_point(centre.to_degrees(), out)).is_some()
    })
}

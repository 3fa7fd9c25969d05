use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Shapes, Tolerance};
use crate::kernel::geo::densify::densify;
use crate::kernel::geo::shape::{FlatLines, write_lines};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_line_densify",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("lineString", ParameterType::DynamicBag), Parameter::optional("tolerance", ParameterType::Number), Parameter::optional("preserve_crossing", ParameterType::NumberOrBool)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A GeoJSON line or multiline whose edges are straight on the map, with places between them so that shortest ways stay within a tolerance in meters (10 where none is given); null for an invalid line or tolerance.",
        url: "https://learn.microsoft.com/kusto/query/geo-line-densify-function",
        examples: &[Example { kql: "print tostring(geo_line_densify(dynamic({'type': 'LineString', 'coordinates': [[50,50],[51,51]]})))", result: r#"{"type":"LineString","coordinates":[[50.0,50.0],[50.125,50.125],[50.25000000000001,50.25000000000001],[50.375,50.375],[50.5,50.5],[50.625,50.62500000000001],[50.74999999999999,50.74999999999999],[50.875,50.875],[50.99999999999999,51.0]]}"# },
Example { kql: "print geo_line_densify(dynamic({'type': 'LineString', 'coordinates': [[1,1],[2,2]]}), 0)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (lines, tolerance) = (Shapes::<FlatLines>::of(call, 0)?, Tolerance::of(call)?);
    dynamics(call.rows, |row, out| {
        let (Some(lines), Some((tolerance, wrap))) = (lines.get(row), tolerance.get(row)) else { return false };
        let dense = lines.0.iter().map(|line| densify(line.iter().copied(), tolerance, wrap));
        dense.collect::<Option<Vec<_>>>().map(|lines| write_lines(&lines, out)).is_some()
    })
}

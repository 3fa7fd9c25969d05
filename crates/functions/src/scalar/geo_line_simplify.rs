use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Nearness, Shapes};
use crate::kernel::geo::shape::write_lines;
use crate::kernel::geo::simplify::simplified_lines;
use crate::kernel::geo::Lines;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_line_simplify",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("lineString", ParameterType::DynamicBag), Parameter::optional("tolerance", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A GeoJSON line, or what a multiline covers, with fewer vertices: none nearer to another than a tolerance in meters (10 where none is given), and the line no farther from those that are gone; null for an invalid line or tolerance, and where nothing is left.",
        url: "https://learn.microsoft.com/kusto/query/geo-line-simplify-function",
        examples: &[Example { kql: "print array_length(geo_line_simplify(dynamic({'type': 'LineString', 'coordinates': [[-73.97033169865608,40.789063020152824],[-73.97039607167244,40.78897975920816],[-73.9704617857933,40.78888837512432],[-73.97052884101868,40.7887949601531],[-73.9706052839756,40.788698498903564],[-73.97065222263336,40.78862640672032],[-73.97072866559029,40.78852791445617],[-73.97079303860664,40.788434498977836]]})).coordinates)", result: "2" },
Example { kql: "print geo_line_simplify(dynamic({'type': 'LineString', 'coordinates': [[1.1,1.1],[1.2,1.2]]}), 100000)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (shapes, tolerance) = (Shapes::<Lines>::of(call, 0)?, Nearness::of(call)?);
    let mut unsupported = false;
    let simple = dynamics(call.rows, |row, out| {
        let (Some(shapes), Some(tolerance)) = (shapes.get(row), tolerance.get(row)) else { return false };
        let simple = simplified_lines(&shapes.united_edges(), tolerance);
        unsupported |= simple.is_err();
        let simple = simple.ok().filter(|lines| !lines.is_empty());
        simple.map(|lines| write_lines(&lines, out)).is_some()
    })?;
    if unsupported {
        return refuse!("geo_line_simplify(): a shape that comes nearer to itself than the tolerance is not implemented");
    }
    Ok(simple)
}

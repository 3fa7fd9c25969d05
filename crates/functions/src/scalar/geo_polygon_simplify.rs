use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Nearness, Shapes};
use crate::kernel::geo::shape::write_polygons;
use crate::kernel::geo::simplify::simplified_polygons;
use crate::kernel::geo::{Polygons, overlay};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_polygon_simplify",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("polygon", ParameterType::DynamicBag), Parameter::optional("tolerance", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A GeoJSON polygon, or what a multipolygon covers, with fewer vertices: none nearer to another than a tolerance in meters (10 where none is given), and the boundary no farther from those that are gone; null for an invalid polygon or tolerance, and where nothing is left.",
        url: "https://learn.microsoft.com/kusto/query/geo-polygon-simplify-function",
        examples: &[Example { kql: "print array_length(geo_polygon_simplify(dynamic({'type': 'Polygon', 'coordinates': [[[-73.94885122776031,40.79673476355657],[-73.94885927438736,40.79692258628347],[-73.94887939095497,40.79692055577034],[-73.9488673210144,40.79693476936093],[-73.94888743758202,40.79693476936093],[-73.9488834142685,40.796959135509105],[-73.94890084862709,40.79695304397289],[-73.94906312227248,40.79710736271788],[-73.94923612475395,40.7968708081794],[-73.94885122776031,40.79673476355657]]]})).coordinates[0])", result: "4" },
Example { kql: "print geo_polygon_simplify(dynamic({'type': 'Polygon', 'coordinates': [[[5,48],[0,50],[0,47],[4,47],[5,48]]]}), 1000000)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (shapes, tolerance) = (Shapes::<Polygons>::of(call, 0)?, Nearness::of(call)?);
    let mut unsupported = false;
    let simple = dynamics(call.rows, |row, out| {
        let (Some(shapes), Some(tolerance)) = (shapes.get(row), tolerance.get(row)) else { return false };
        let simple = simplified_polygons(&[overlay::united(&shapes).boundary()], tolerance);
        unsupported |= simple.is_err();
        let simple = simple.ok().filter(|polygons| !polygons.0.is_empty());
        simple.map(|polygons| write_polygons(&polygons.vertices(), out)).is_some()
    })?;
    if unsupported {
        return refuse!("geo_polygon_simplify(): a shape that comes nearer to itself than the tolerance is not implemented");
    }
    Ok(simple)
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Group, Nearness, Shapes};
use crate::kernel::geo::shape::write_polygons;
use crate::kernel::geo::simplify::simplified_polygons;
use crate::kernel::geo::{Polygons, overlay};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_simplify_polygons_array",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("polygons", ParameterType::DynamicArray), Parameter::optional("tolerance", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The GeoJSON polygons and multipolygons of an array as one with fewer vertices: none nearer to another than a tolerance in meters (10 where none is given), and boundaries no farther from those that are gone, so that common ones stay common; null for an invalid polygon or tolerance, and where nothing is left.",
        url: "https://learn.microsoft.com/kusto/query/geo-simplify-polygons-array-function",
        examples: &[Example { kql: "print array_length(geo_simplify_polygons_array(dynamic([{'type': 'Polygon', 'coordinates': [[[5,48],[0,50],[0,47],[4,47],[5,48]]]}]), 10).coordinates[0])", result: "5" },
Example { kql: "print geo_simplify_polygons_array(dynamic([{'type': 'Polygon', 'coordinates': [[[5,48],[0,50],[0,47],[4,47],[5,48]]]}]), -1)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (shapes, tolerance) = (Shapes::<Group<Polygons>>::of(call, 0)?, Nearness::of(call)?);
    let mut unsupported = false;
    let simple = dynamics(call.rows, |row, out| {
        let (Some(shapes), Some(tolerance)) = (shapes.get(row), tolerance.get(row)) else { return false };
        let boundaries: Vec<_> = shapes.0.iter().map(|polygons| overlay::united(polygons).boundary()).collect();
        let simple = simplified_polygons(&boundaries, tolerance);
        unsupported |= simple.is_err();
        let simple = simple.ok().filter(|polygons| !polygons.0.is_empty());
        simple.map(|polygons| write_polygons(&polygons.vertices(), out)).is_some()
    })?;
    if unsupported {
        return refuse!("geo_simplify_polygons_array(): a shape that comes nearer to itself than the tolerance is not implemented");
    }
    Ok(simple)
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Shapes, Tolerance};
use crate::kernel::geo::densify::densify;
use crate::kernel::geo::shape::{FlatPolygons, write_polygons};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_polygon_densify",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("polygon", ParameterType::DynamicBag), Parameter::optional("tolerance", ParameterType::Number), Parameter::optional("preserve_crossing", ParameterType::NumberOrBool)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A GeoJSON polygon or multipolygon whose edges are straight on the map, with places between them so that shortest ways stay within a tolerance in meters (10 where none is given); null for an invalid polygon or tolerance.",
        url: "https://learn.microsoft.com/kusto/query/geo-polygon-densify-function",
        examples: &[Example { kql: "print tostring(geo_polygon_densify(dynamic({'type': 'Polygon', 'coordinates': [[[10,10],[11,10],[11,11],[10,11],[10,10]]]})))", result: r#"{"type":"Polygon","coordinates":[[[10.0,10.000000000000002],[10.25,10.0],[10.5,9.999999999999999],[10.75,10.000000000000002],[11.0,10.0],[11.0,11.0],[10.75,11.0],[10.5,11.0],[10.25,11.0],[10.0,11.000000000000002],[10.0,10.000000000000002]]]}"# },
Example { kql: "print geo_polygon_densify(dynamic({'type': 'Polygon', 'coordinates': [[[10,10],[11,10],[11,11],[10,11],[10,10]]]}), 0)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (polygons, tolerance) = (Shapes::<FlatPolygons>::of(call, 0)?, Tolerance::of(call)?);
    dynamics(call.rows, |row, out| {
        let (Some(polygons), Some((tolerance, wrap))) = (polygons.get(row), tolerance.get(row)) else { return false };
        let dense = polygons.0.iter().map(|rings| {
            let ring = |ring: &Vec<(f64, f64)>| {
                let mut dense = densify(ring.iter().chain(ring.first()).copied(), tolerance, wrap)?;
                dense.pop();
                Some(dense)
            };
            rings.iter().map(ring).collect::<Option<Vec<_>>>()
        });
        dense.collect::<Option<Vec<_>>>().map(|polygons| write_polygons(&polygons, out)).is_some()
    })
}

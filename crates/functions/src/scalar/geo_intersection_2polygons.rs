use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Shapes;
use crate::kernel::geo::{Polygons, overlay};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_intersection_2polygons",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("polygon1", ParameterType::DynamicBag), Parameter::new("polygon2", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "What two GeoJSON polygons or multipolygons have in common, as GeoJSON; null for an invalid polygon.",
        url: "https://learn.microsoft.com/kusto/query/geo-intersection-2polygons-function",
        examples: &[Example { kql: "print geo_intersection_2polygons(dynamic({'type': 'Polygon', 'coordinates': [[[2,45],[0,45],[1,44],[2,45]]]}), dynamic({'type': 'Polygon', 'coordinates': [[[3,44],[2,45],[2,43],[3,44]]]}))", result: r#"{"type":"Point","coordinates":[2.0,45.0]}"# },
Example { kql: "print geo_intersection_2polygons(dynamic({'type': 'Polygon', 'coordinates': [[[2,45],[0,45],[1,44],[2,45]]]}), dynamic({'type': 'Polygon', 'coordinates': [[[3,44],[3,45],[2,43],[3,44]]]}))", result: r#"{"type":"GeometryCollection","geometries":[]}"# },
Example { kql: "print geo_intersection_2polygons(dynamic({'type': 'Polygon', 'coordinates': [[[0,0],[10,10],[10,10],[0,0]]]}), dynamic({'type': 'Polygon', 'coordinates': [[[-73.9712905883789,40.78580561168767],[-73.98004531860352,40.775276834803655],[-73.97000312805176,40.77852663535664],[-73.9712905883789,40.78580561168767]]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (first, second) = (Shapes::<Polygons>::of(call, 0)?, Shapes::<Polygons>::of(call, 1)?);
    dynamics(call.rows, |row, out| {
        let both = first.get(row).zip(second.get(row));
        both.map(|(first, second)| overlay::intersection(&overlay::united(&first), &overlay::united(&second)).write(out)).is_some()
    })
}

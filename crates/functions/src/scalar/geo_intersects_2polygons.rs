use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Shapes;
use crate::kernel::geo::{Polygons, intersects};
use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_intersects_2polygons",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("polygon1", ParameterType::DynamicBag), Parameter::new("polygon2", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether two GeoJSON polygons or multipolygons have a place in common; null for an invalid polygon.",
        url: "https://learn.microsoft.com/kusto/query/geo-intersects-2polygons-function",
        examples: &[Example { kql: "print geo_intersects_2polygons(dynamic({'type': 'Polygon', 'coordinates': [[[-73.9712905883789,40.78580561168767],[-73.98004531860352,40.775276834803655],[-73.97000312805176,40.77852663535664],[-73.9712905883789,40.78580561168767]]]}), dynamic({'type': 'Polygon', 'coordinates': [[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]}))", result: "true" },
Example { kql: "print geo_intersects_2polygons(dynamic({'type': 'Polygon', 'coordinates': [[[0,0],[10,10],[10,10],[0,0]]]}), dynamic({'type': 'Polygon', 'coordinates': [[[-73.9712905883789,40.78580561168767],[-73.98004531860352,40.775276834803655],[-73.97000312805176,40.77852663535664],[-73.9712905883789,40.78580561168767]]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (first, second) = (Shapes::<Polygons>::of(call, 0)?, Shapes::<Polygons>::of(call, 1)?);
    bools(call.rows, |row| {
        let (first, second) = (first.get(row)?, second.get(row)?);
        let inside = first.has_part_of(&second) || second.has_part_of(&first);
        Some(inside || intersects(first.edges(), second.edges()))
    })
}

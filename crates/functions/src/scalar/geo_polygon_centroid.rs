use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::Shapes;
use crate::kernel::geo::area::polygon_centroid;
use crate::kernel::geo::shape::write_point;
use crate::kernel::geo::{Polygons, overlay};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_polygon_centroid",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("polygon", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The centre of gravity of a GeoJSON polygon, or of what a multipolygon covers, as a GeoJSON point; null for an invalid polygon.",
        url: "https://learn.microsoft.com/kusto/query/geo-polygon-centroid-function",
        examples: &[Example { kql: "print round(toreal(geo_polygon_centroid(dynamic({'type': 'Polygon', 'coordinates': [[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]})).coordinates[0]), 9)", result: "-73.96573569" },
Example { kql: "print geo_polygon_centroid(dynamic({'type': 'Polygon', 'coordinates': [[[0,0],[10,10],[10,10],[0,0]]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let polygons = Shapes::<Polygons>::of(call, 0)?;
    dynamics(call.rows, |row, out| {
        let centre = polygons.get(row).map(|polygons| polygon_centroid(&overlay::united(&polygons).0));
        centre.map(|centre| write_point(centre.to_degrees(), out)).is_some()
    })
}

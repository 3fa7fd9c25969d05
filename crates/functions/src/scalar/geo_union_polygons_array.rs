use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Group, Shapes};
use crate::kernel::geo::shape::write_polygons;
use crate::kernel::geo::{Polygons, overlay};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_union_polygons_array",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("polygons", ParameterType::DynamicArray)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "What an array of GeoJSON polygons and multipolygons covers, as one polygon or multipolygon; null where one of them is invalid.",
        url: "https://learn.microsoft.com/kusto/query/geo-union-polygons-array-function",
        examples: &[Example { kql: "print round(toreal(geo_union_polygons_array(dynamic([{'type': 'Polygon', 'coordinates': [[[-73.9495,40.7969],[-73.95807,40.80068],[-73.98201,40.76825],[-73.97317,40.76455],[-73.9495,40.7969]]]},{'type': 'Polygon', 'coordinates': [[[-73.94622,40.79249],[-73.96888,40.79282],[-73.9577,40.7789],[-73.94622,40.79249]]]}])).coordinates[0][2][0]), 9)", result: "-73.963927752" },
Example { kql: "print geo_union_polygons_array(dynamic([{'type': 'Polygon', 'coordinates': [[[1,1]]]}]))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let polygons = Shapes::<Group<Polygons>>::of(call, 0)?;
    dynamics(call.rows, |row, out| {
        let all = polygons.get(row).map(|group| group.0.iter().map(overlay::united).collect());
        all.map(|all| write_polygons(&overlay::union(all).vertices(), out)).is_some()
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::geohash::Geohash;
use crate::kernel::geo::shape::write_ring;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_geohash_to_polygon",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("geohash", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The rectangle of a geohash as a GeoJSON polygon; null for a text that is no geohash.",
        url: "https://learn.microsoft.com/kusto/query/geo-geohash-to-polygon-function",
        examples: &[Example { kql: r#"print geo_geohash_to_polygon("dr5ru")"#, result: r#"{"type":"Polygon","coordinates":[[[-74.00390625,40.7373046875],[-73.9599609375,40.7373046875],[-73.9599609375,40.78125],[-74.00390625,40.78125],[-74.00390625,40.7373046875]]]}"# }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let geohash = call.text(0)?;
    dynamics(call.rows, |row, out| {
        let Some(hash) = Geohash::parse(geohash.get(row)) else { return false };
        let [west, south, east, north] = hash.bounds();
        write_ring(&[(west, south), (east, south), (east, north), (west, north)], out);
        true
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::geohash::Geohash;
use crate::kernel::geo::shape::write_point;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_geohash_to_central_point",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("geohash", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The middle of a geohash as a GeoJSON point; null for a text that is no geohash.",
        url: "https://learn.microsoft.com/kusto/query/geo-geohash-to-central-point-function",
        examples: &[Example { kql: r#"print geo_geohash_to_central_point("sunny")"#, result: r#"{"type":"Point","coordinates":[42.47314453125,23.70849609375]}"# },
Example { kql: r#"print geo_geohash_to_central_point("a")"#, result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let geohash = call.text(0)?;
    dynamics(call.rows, |row, out| {
        let hash = Geohash::parse(geohash.get(row));
        hash.map(|hash| write_point(hash.centre(), out)).is_some()
    })
}

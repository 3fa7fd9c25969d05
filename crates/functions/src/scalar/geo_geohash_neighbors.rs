use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::geohash::Geohash;
use crate::kernel::geo::shape::write_list;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_geohash_neighbors",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("geohash", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The geohashes around a geohash, as an array; null for a text that is no geohash.",
        url: "https://learn.microsoft.com/kusto/query/geo-geohash-neighbors-function",
        examples: &[Example { kql: r#"print geo_geohash_neighbors("sunny")"#, result: r#"["sunnv","sunnt","sunnw","sunnx","sunpp","sunnz","sunpn","sunpj"]"# }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let geohash = call.text(0)?;
    dynamics(call.rows, |row, out| {
        let Some(hash) = Geohash::parse(geohash.get(row)) else { return false };
        write_list(hash.neighbors(), out, |hash, out| {
            out.push('"');
            hash.write(out);
            out.push('"');
        });
        true
    })
}

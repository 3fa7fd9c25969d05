use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::wkt;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_from_wkt",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("wkt", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The GeoJSON shape that a well-known text describes; null for a text that describes none.",
        url: "https://learn.microsoft.com/kusto/query/geo-from-wkt-function",
        examples: &[Example { kql: "print geo_from_wkt('POINT (1 2)')", result: r#"{"type":"Point","coordinates":[1.0,2.0]}"# },
Example { kql: "print geo_from_wkt('LINESTRING')", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let text = call.text(0)?;
    dynamics(call.rows, |row, out| wkt::write_geojson(text.get(row), out))
}

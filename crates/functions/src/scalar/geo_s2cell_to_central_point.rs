use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::s2cell::S2Cell;
use crate::kernel::geo::shape::write_point;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_s2cell_to_central_point",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("s2cell", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The middle of an S2 cell as a GeoJSON point; null for a text that is no token of one.",
        url: "https://learn.microsoft.com/kusto/query/geo-s2cell-to-central-point-function",
        examples: &[Example { kql: r#"print round(toreal(geo_s2cell_to_central_point("1234567").coordinates[0]), 10)"#, result: "9.8683073185" },
Example { kql: r#"print geo_s2cell_to_central_point("a")"#, result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let token = call.text(0)?;
    dynamics(call.rows, |row, out| {
        let cell = S2Cell::parse(token.get(row));
        cell.map(|cell| write_point(cell.centre().to_degrees(), out)).is_some()
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::s2cell::S2Cell;
use crate::kernel::geo::shape::{write_list, write_text};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_s2cell_neighbors",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("s2cell", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The S2 cells around an S2 cell, of the same level, as an array; null for a text that is no token of one.",
        url: "https://learn.microsoft.com/kusto/query/geo-s2cell-neighbors-function",
        examples: &[Example { kql: r#"print geo_s2cell_neighbors("89c259")"#, result: r#"["89c25d","89c25b","89c2f7","89c257","89c2f5","89c251","89c25f","89c2f9"]"# },
Example { kql: r#"print geo_s2cell_neighbors("a")"#, result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let token = call.text(0)?;
    dynamics(call.rows, |row, out| {
        let cell = S2Cell::parse(token.get(row));
        cell.map(|cell| write_list(cell.neighbors(), out, |cell, out| write_text(cell.token(), out))).is_some()
    })
}

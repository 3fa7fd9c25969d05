use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::h3;
use crate::kernel::geo::shape::{write_list, write_text};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_h3cell_neighbors",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("h3cell", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The H3 cells around an H3 cell, of the same resolution, as an array; null for a text that is no token of one.",
        url: "https://learn.microsoft.com/kusto/query/geo-h3cell-neighbors-function",
        examples: &[Example { kql: r#"print geo_h3cell_neighbors("862a1072fffffff")"#, result: r#"["862a10777ffffff","862a100d7ffffff","862a100dfffffff","862a1070fffffff","862a10707ffffff","862a10727ffffff"]"# },
Example { kql: r#"print geo_h3cell_neighbors("abc")"#, result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let token = call.text(0)?;
    dynamics(call.rows, |row, out| {
        let cell = h3::parse(token.get(row));
        cell.map(|cell| write_list(h3::neighbors(cell), out, write_text)).is_some()
    })
}

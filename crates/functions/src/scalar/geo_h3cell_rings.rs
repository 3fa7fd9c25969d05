use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::h3;
use crate::kernel::geo::shape::{write_list, write_text};
use crate::kernel::operand::Operand;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_h3cell_rings",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("h3cell", ParameterType::Exact(ScalarType::String)), Parameter::new("distance", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The H3 cells around an H3 cell up to a distance of 142 cells: an array of rings, the cell itself first; null for a text that is no token or a distance out of range.",
        url: "https://learn.microsoft.com/kusto/query/geo-h3cell-rings-function",
        examples: &[Example { kql: r#"print geo_h3cell_rings("861f8894fffffff", 1)"#, result: r#"[["861f8894fffffff"],["861f88947ffffff","861f8895fffffff","861f88867ffffff","861f8d497ffffff","861f8d4b7ffffff","861f8896fffffff"]]"# },
Example { kql: r#"print geo_h3cell_rings("861f8894fffffff", 150)"#, result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (token, distance) = (call.text(0)?, Operand::longs(call, 1)?);
    dynamics(call.rows, |row, out| {
        let rings = h3::parse(token.get(row)).zip(distance.get(row)).and_then(|(cell, distance)| h3::rings(cell, distance));
        rings.map(|rings| write_list(rings, out, |ring, out| write_list(ring, out, write_text))).is_some()
    })
}

use std::fmt::Write;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::h3;
use crate::kernel::operand::Operand;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_h3cell_parent",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("h3cell", ParameterType::Exact(ScalarType::String)), Parameter::optional("resolution", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The H3 cell around an H3 cell, of the resolution before or of a given one; empty where there is none.",
        url: "https://learn.microsoft.com/kusto/query/geo-h3cell-parent-function",
        examples: &[Example { kql: r#"print geo_h3cell_parent("862a1072fffffff")"#, result: "852a1073fffffff" },
Example { kql: r#"print geo_h3cell_parent("862a1072fffffff", 1)"#, result: "812a3ffffffffff" },
Example { kql: r#"print geo_h3cell_parent("862a1072fffffff", 15)"#, result: "" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (token, resolution) = (call.text(0)?, Operand::optional_longs(call, 1)?);
    texts(call.rows, |row, out| {
        let resolution = resolution.as_ref().map(|resolution| resolution.get(row).unwrap_or(-1));
        if let Some(parent) = h3::parse(token.get(row)).and_then(|cell| h3::parent(cell, resolution)) {
            let _ = write!(out, "{parent}");
        }
    })
}

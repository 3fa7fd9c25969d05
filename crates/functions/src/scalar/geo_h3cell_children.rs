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
        name: "geo_h3cell_children",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("h3cell", ParameterType::Exact(ScalarType::String)), Parameter::optional("resolution", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The H3 cells within an H3 cell, of the next resolution or of a given one that is up to 5 finer, as an array; null where there are none.",
        url: "https://learn.microsoft.com/kusto/query/geo-h3cell-children-function",
        examples: &[Example { kql: r#"print geo_h3cell_children("862a1072fffffff")"#, result: r#"["872a10728ffffff","872a10729ffffff","872a1072affffff","872a1072bffffff","872a1072cffffff","872a1072dffffff","872a1072effffff"]"# },
Example { kql: r#"print array_length(geo_h3cell_children("862a1072fffffff", 9))"#, result: "343" },
Example { kql: "print geo_h3cell_children(geo_point_to_h3cell(1, 1, 9), 15)", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (token, resolution) = (call.text(0)?, Operand::optional_longs(call, 1)?);
    dynamics(call.rows, |row, out| {
        let Some(cell) = h3::parse(token.get(row)) else { return false };
        let resolution = resolution.as_ref().map(|resolution| resolution.get(row).unwrap_or(-1));
        let children = h3::children(cell, resolution);
        children.map(|children| write_list(children, out, write_text)).is_some()
    })
}

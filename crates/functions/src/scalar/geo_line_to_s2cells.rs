use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Shapes, Whole};
use crate::kernel::geo::covering::covering;
use crate::kernel::geo::Lines;
use crate::kernel::geo::shape::{write_list, write_text};
use crate::kernel::operand::Operand;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_line_to_s2cells",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("lineString", ParameterType::DynamicBag), Parameter::optional("level", ParameterType::Number), Parameter::optional("radius", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The S2 cells of a level (11 where none is given) that a GeoJSON line or multiline goes through, or comes as near to as a radius in meters, as an array; null for an invalid line, level or radius, or more than 65,536 cells.",
        url: "https://learn.microsoft.com/kusto/query/geo-line-to-s2cells-function",
        examples: &[Example { kql: "print geo_line_to_s2cells(dynamic({'type': 'LineString', 'coordinates': [[[0,0],[0,0]]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (lines, level, radius) = (Shapes::<Lines>::of(call, 0)?, Whole::of(call, 1, 11)?, Operand::optional_reals(call, 2)?);
    dynamics(call.rows, |row, out| {
        let radius = radius.as_ref().map_or(Some(0.0), |radius| radius.get(row));
        let (Some(lines), Some(level), Some(radius)) = (lines.get(row), level.get(row), radius) else { return false };
        let edges: Vec<_> = lines.edges().collect();
        let cells = covering(&edges, None, level, radius);
        cells.map(|cells| write_list(cells, out, |cell, out| write_text(cell.token(), out))).is_some()
    })
}

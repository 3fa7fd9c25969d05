use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Places, Whole};
use crate::kernel::geo::s2cell::S2Cell;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_point_to_s2cell",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("longitude", ParameterType::Number), Parameter::new("latitude", ParameterType::Number), Parameter::optional("level", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The token of the S2 cell around a place, of a level from 0 to 30 (11 where none is given); empty for a place or level out of range.",
        url: "https://learn.microsoft.com/kusto/query/geo-point-to-s2cell-function",
        examples: &[Example { kql: "print geo_point_to_s2cell(-80.195829, 25.802215, 8)", result: "88d9b" },
Example { kql: "print geo_point_to_s2cell(1, 1, 35)", result: "" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (places, level) = (Places::of(call, 0)?, Whole::of(call, 2, 11)?);
    texts(call.rows, |row, out| {
        let cell = places.get(row).zip(level.get(row)).and_then(|(place, level)| S2Cell::of(place, level));
        if let Some(cell) = cell {
            out.push_str(&cell.token());
        }
    })
}

use std::fmt::Write;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Places, Whole};
use crate::kernel::geo::h3;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_point_to_h3cell",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("longitude", ParameterType::Number), Parameter::new("latitude", ParameterType::Number), Parameter::optional("resolution", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The token of the H3 cell around a place, of a resolution from 0 to 15 (6 where none is given); empty for a place or resolution out of range.",
        url: "https://learn.microsoft.com/kusto/query/geo-point-to-h3cell-function",
        examples: &[Example { kql: "print geo_point_to_h3cell(-74.04450446039874, 40.689250859314974, 6)", result: "862a1072fffffff" },
Example { kql: "print geo_point_to_h3cell(1, 1, 16)", result: "" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (places, resolution) = (Places::of(call, 0)?, Whole::of(call, 2, 6)?);
    texts(call.rows, |row, out| {
        let place = places.degrees(row).zip(resolution.get(row));
        let cell = place.and_then(|((longitude, latitude), resolution)| h3::cell_of(longitude, latitude, resolution));
        if let Some(cell) = cell {
            let _ = write!(out, "{cell}");
        }
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Places, Whole};
use crate::kernel::geo::geohash::Geohash;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_point_to_geohash",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("longitude", ParameterType::Number), Parameter::new("latitude", ParameterType::Number), Parameter::optional("accuracy", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The geohash of a place, with 1 to 18 characters (5 where no number is given); empty for a place or number out of range.",
        url: "https://learn.microsoft.com/kusto/query/geo-point-to-geohash-function",
        examples: &[Example { kql: "print geo_point_to_geohash(-80.195829, 25.802215, 8)", result: "dhwfz15h" },
Example { kql: "print geo_point_to_geohash(139.806115, 35.554128, 12)", result: "xn76m27ty9g4" },
Example { kql: "print geo_point_to_geohash(200, 1, 8)", result: "" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (places, length) = (Places::of(call, 0)?, Whole::of(call, 2, 5)?);
    texts(call.rows, |row, out| {
        let hash = places.degrees(row).zip(length.get(row));
        if let Some(hash) = hash.and_then(|((longitude, latitude), length)| Geohash::of(longitude, latitude, length)) {
            hash.write(out);
        }
    })
}

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Group, Shapes};
use crate::kernel::geo::shape::write_lines;
use crate::kernel::geo::{Lines, overlay};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_union_lines_array",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("lineStrings", ParameterType::DynamicArray)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "What an array of GeoJSON lines and multilines covers, as one line or multiline; null where one of them is invalid.",
        url: "https://learn.microsoft.com/kusto/query/geo-union-lines-array-function",
        examples: &[Example { kql: "print array_length(geo_union_lines_array(dynamic([{'type': 'LineString', 'coordinates': [[-73.95683884620665,40.80502891480884],[-73.95633727312088,40.8057171711177],[-73.95489156246185,40.80510200431311]]},{'type': 'LineString', 'coordinates': [[-73.95633727312088,40.8057171711177],[-73.95489156246185,40.80510200431311],[-73.95537436008453,40.804413741624515]]}])).coordinates)", result: "4" },
Example { kql: "print geo_union_lines_array(dynamic([{'type': 'LineString', 'coordinates': [[1,1]]}]))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let lines = Shapes::<Group<Lines>>::of(call, 0)?;
    dynamics(call.rows, |row, out| {
        let all = lines.get(row).map(|group| overlay::union_of_lines(&group.0));
        all.map(|all| write_lines(&all, out)).is_some()
    })
}

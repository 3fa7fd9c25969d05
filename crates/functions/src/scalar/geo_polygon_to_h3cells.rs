use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::geo::arguments::{Shapes, Whole};
use crate::kernel::geo::h3fill;
use crate::kernel::geo::shape::{FlatPolygons, write_list, write_text};
use crate::kernel::operand::Operand;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_polygon_to_h3cells",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Geospatial,
        signatures: &[Signature {
            parameters: &[Parameter::new("polygon", ParameterType::DynamicBag), Parameter::optional("resolution", ParameterType::Number), Parameter::optional("radius", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The H3 cells of a resolution (6 where none is given) whose middle lies in a GeoJSON polygon or multipolygon with edges that are straight on the map, as an array; null for an invalid polygon or resolution, or more than 61,680 cells.",
        url: "https://learn.microsoft.com/kusto/query/geo-polygon-to-h3cells-function",
        examples: &[Example { kql: "print array_length(geo_polygon_to_h3cells(dynamic({'type': 'Polygon', 'coordinates': [[[-3.659,40.553],[-3.913,40.409],[-3.729,40.273],[-3.524,40.440],[-3.659,40.553]]]})))", result: "13" },
Example { kql: "print geo_polygon_to_h3cells(dynamic({'type': 'Polygon', 'coordinates': [[[0,0],[1,1]]]}))", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (polygons, resolution) = (Shapes::<FlatPolygons>::of(call, 0)?, Whole::of(call, 1, 6)?);
    let radius = Operand::optional_reals(call, 2)?;
    // Also where there are no rows.
    let is_constant = match call.constant(2) {
        Some(Value::Real(radius)) => radius > 0.0,
        Some(radius) => radius.as_i64().is_some_and(|radius| radius > 0),
        None => false,
    };
    let mut given = (0..call.rows).filter_map(|row| radius.as_ref()?.get(row));
    if is_constant || given.any(|radius| radius > 0.0) {
        return refuse!("geo_polygon_to_h3cells(): a radius is not implemented");
    }
    dynamics(call.rows, |row, out| {
        let valid = radius.as_ref().is_none_or(|radius| radius.get(row).is_some_and(|radius| radius >= 0.0));
        let (Some(polygons), Some(resolution), true) = (polygons.get(row), resolution.get(row), valid) else { return false };
        let cells = h3fill::cells_in(&polygons, resolution);
        cells.map(|cells| write_list(cells, out, write_text)).is_some()
    })
}

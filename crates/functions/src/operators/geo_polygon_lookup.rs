use super::geo_line_lookup::LOOKUP;
use super::*;
use crate::kernel::geo::Polygons;
use crate::kernel::geo::lookup::look_up;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "geo_polygon_lookup",
        LOOKUP,
        "The polygons of a table that hold a place, or are within a radius in meters of it, as an array of texts.",
        "https://learn.microsoft.com/kusto/query/geo-polygon-lookup-plugin",
        &[Example {
            kql: "print lng = 2.294489426068907, lat = 48.858263476169185 | evaluate geo_polygon_lookup((datatable(name:string, polygon:dynamic)['Paris', dynamic({'type': 'Polygon', 'coordinates': [[[2.57564669886321,48.769567764921334],[2.420098611499384,49.05163394896812],[2.1016783119165723,48.80113794475062],[2.57564669886321,48.769567764921334]]]})]), polygon, lng, lat) | project name",
            result: "Paris",
        }],
    ),
    kernel: Kernel::Vectorized(look_up::<Polygons>),
};

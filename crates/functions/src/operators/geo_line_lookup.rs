use super::*;
use crate::kernel::geo::Lines;
use crate::kernel::geo::lookup::look_up;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "geo_line_lookup",
        LOOKUP,
        "The lines of a table that are within a radius in meters of a place, as an array of texts.",
        "https://learn.microsoft.com/kusto/query/geo-line-lookup-plugin",
        &[Example {
            kql: "print lng = -73.98567337898565, lat = 40.74842629977377 | evaluate geo_line_lookup((datatable(name:string, road:dynamic)['5th Avenue', dynamic({'type': 'LineString', 'coordinates': [[-73.97291864770574,40.76428551254824],[-73.99708638113894,40.73145135821781]]})]), road, lng, lat, 100) | project name",
            result: "5th Avenue",
        }],
    ),
    kernel: Kernel::Vectorized(look_up::<Lines>),
};

/// A table as an array of arrays (a shape's text), a longitude, a latitude, and a radius.
pub(super) const LOOKUP: &[Signature] = &[
    Signature {
        parameters: &[
            Parameter::new("table", Exact(Dynamic)).constant(),
            Parameter::new("longitude", Number),
            Parameter::new("latitude", Number),
        ],
        result: ResultType::Exact(Dynamic),
    },
    Signature {
        parameters: &[
            Parameter::new("table", Exact(Dynamic)).constant(),
            Parameter::new("longitude", Number),
            Parameter::new("latitude", Number),
            Parameter::new("radius", Number).constant(),
        ],
        result: ResultType::Exact(Dynamic),
    },
];

use std::f64::consts::PI;

use lurcher_symbols::*;

use crate::kernel::units::{PARAMETERS, Scale, Unit, convert};
use crate::{Kernel, ScalarFunction};

/// In degrees.
const UNITS: &[Unit] = &[
    ("Arcminute", Scale::Per(60.0)),
    ("Arcsecond", Scale::Per(3600.0)),
    ("Centiradian", Scale::Times(180.0 / PI * 1e-2)),
    ("Deciradian", Scale::Times(180.0 / PI * 0.1)),
    ("Degree", Scale::Times(1.0)),
    ("Gradian", Scale::Times(0.9)),
    ("Microdegree", Scale::Times(1e-6)),
    ("Microradian", Scale::Times(180.0 / PI * 1e-6)),
    ("Millidegree", Scale::Times(1e-3)),
    ("Milliradian", Scale::Times(180.0 / PI * 1e-3)),
    ("Nanodegree", Scale::Times(1e-9)),
    ("Nanoradian", Scale::Times(180.0 / PI * 1e-9)),
    ("NatoMil", Scale::Times(9.0 / 160.0)),
    ("Radian", Scale::Times(180.0 / PI)),
    ("Revolution", Scale::Times(360.0)),
    ("Tilt", Scale::Sine),
];

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "convert_angle",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[PARAMETERS],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An angle in another unit; null where Kusto has no unit of that name.",
        url: "https://learn.microsoft.com/kusto/query/convert-angle-function",
        examples: &[
            Example { kql: "print convert_angle(1.2, 'Degree', 'Arcminute')", result: "72" },
            Example { kql: "print convert_angle(1.2, 'Arcminute', 'none')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(|call| convert(call, UNITS)),
};

use lurcher_symbols::*;

use crate::kernel::units::{PARAMETERS, Scale, Unit, convert};
use crate::{Kernel, ScalarFunction};

/// In kelvins.
const UNITS: &[Unit] = &[
    ("DegreeCelsius", Scale::Shifted { times: 1.0, per: 1.0, zero: 273.15 }),
    ("DegreeDelisle", Scale::Shifted { times: -2.0, per: 3.0, zero: 373.15 }),
    ("DegreeFahrenheit", Scale::Shifted { times: 5.0, per: 9.0, zero: 459.67 * 5.0 / 9.0 }),
    ("DegreeNewton", Scale::Shifted { times: 100.0, per: 33.0, zero: 273.15 }),
    ("DegreeRankine", Scale::Shifted { times: 5.0, per: 9.0, zero: 0.0 }),
    ("DegreeReaumur", Scale::Shifted { times: 5.0, per: 4.0, zero: 273.15 }),
    ("DegreeRoemer", Scale::Shifted { times: 40.0, per: 21.0, zero: 273.15 - 7.5 * 40.0 / 21.0 }),
    ("Kelvin", Scale::Times(1.0)),
    ("MillidegreeCelsius", Scale::Shifted { times: 1.0, per: 1000.0, zero: 273.15 }),
    ("SolarTemperature", Scale::Times(5778.0)),
];

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "convert_temperature",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[PARAMETERS],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A temperature in another unit; null where Kusto has no unit of that name.",
        url: "https://learn.microsoft.com/kusto/query/convert-temperature-function",
        examples: &[
            Example { kql: "print convert_temperature(1.2, 'Kelvin', 'DegreeCelsius')", result: "-271.95" },
            Example { kql: "print convert_temperature(1.2, 'DegreeCelsius', 'none')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(|call| convert(call, UNITS)),
};

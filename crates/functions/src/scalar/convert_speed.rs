use lurcher_symbols::*;

use crate::kernel::units::{PARAMETERS, Scale, Unit, convert};
use crate::{Kernel, ScalarFunction};

/// In meters per second.
const UNITS: &[Unit] = &[
    ("CentimeterPerHour", Scale::Per(3.6e5)),
    ("CentimeterPerMinute", Scale::Per(6000.0)),
    ("CentimeterPerSecond", Scale::Times(1e-2)),
    ("DecimeterPerMinute", Scale::Per(600.0)),
    ("DecimeterPerSecond", Scale::Times(0.1)),
    ("FootPerHour", Scale::Times(0.3048 / 3600.0)),
    ("FootPerMinute", Scale::Times(0.3048 / 60.0)),
    ("FootPerSecond", Scale::Times(0.3048)),
    ("InchPerHour", Scale::Times(2.54e-2 / 3600.0)),
    ("InchPerMinute", Scale::Times(2.54e-2 / 60.0)),
    ("InchPerSecond", Scale::Times(2.54e-2)),
    ("KilometerPerHour", Scale::Per(3.6)),
    ("KilometerPerMinute", Scale::Per(0.06)),
    ("KilometerPerSecond", Scale::Times(1e3)),
    ("Knot", Scale::Times(1852.0 / 3600.0)),
    ("MeterPerHour", Scale::Per(3600.0)),
    ("MeterPerMinute", Scale::Per(60.0)),
    ("MeterPerSecond", Scale::Times(1.0)),
    ("MicrometerPerMinute", Scale::Per(60e6)),
    ("MicrometerPerSecond", Scale::Times(1e-6)),
    ("MilePerHour", Scale::Times(0.447_04)),
    ("MillimeterPerHour", Scale::Per(3.6e6)),
    ("MillimeterPerMinute", Scale::Per(60e3)),
    ("MillimeterPerSecond", Scale::Times(1e-3)),
    ("NanometerPerMinute", Scale::Per(60e9)),
    ("NanometerPerSecond", Scale::Times(1e-9)),
    ("UsSurveyFootPerHour", Scale::Times(1200.0 / 3937.0 / 3600.0)),
    ("UsSurveyFootPerMinute", Scale::Times(1200.0 / 3937.0 / 60.0)),
    ("UsSurveyFootPerSecond", Scale::Times(1200.0 / 3937.0)),
    ("YardPerHour", Scale::Times(0.9144 / 3600.0)),
    ("YardPerMinute", Scale::Times(0.9144 / 60.0)),
    ("YardPerSecond", Scale::Times(0.9144)),
];

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "convert_speed",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[PARAMETERS],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A speed in another unit; null where Kusto has no unit of that name.",
        url: "https://learn.microsoft.com/kusto/query/convert-speed-function",
        examples: &[
            Example { kql: "print convert_speed(1.2, 'MeterPerSecond', 'CentimeterPerHour')", result: "432000" },
            Example { kql: "print convert_speed(1.2, 'CentimeterPerHour', 'none')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(|call| convert(call, UNITS)),
};

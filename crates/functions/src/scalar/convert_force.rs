use lurcher_symbols::*;

use crate::kernel::units::{PARAMETERS, Scale, Unit, convert};
use crate::{Kernel, ScalarFunction};

/// In newtons.
const UNITS: &[Unit] = &[
    ("Decanewton", Scale::Times(10.0)),
    ("Dyn", Scale::Per(1e5)),
    ("KilogramForce", Scale::Times(9.806_65)),
    ("Kilonewton", Scale::Times(1e3)),
    ("KiloPond", Scale::Times(9.806_65)),
    ("KilopoundForce", Scale::Times(4.448_221_615_260_5 * 1e3)),
    ("Meganewton", Scale::Times(1e6)),
    ("Micronewton", Scale::Times(1e-6)),
    ("Millinewton", Scale::Times(1e-3)),
    ("Newton", Scale::Times(1.0)),
    ("OunceForce", Scale::Times(4.448_221_615_260_5 / 16.0)),
    ("Poundal", Scale::Times(0.138_254_954_376)),
    ("PoundForce", Scale::Times(4.448_221_615_260_5)),
    ("ShortTonForce", Scale::Times(4.448_221_615_260_5 * 2000.0)),
    ("TonneForce", Scale::Times(9806.65)),
];

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "convert_force",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[PARAMETERS],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A force in another unit; null where Kusto has no unit of that name.",
        url: "https://learn.microsoft.com/kusto/query/convert-force-function",
        examples: &[
            Example { kql: "print convert_force(1.2, 'Newton', 'Decanewton')", result: "0.12" },
            Example { kql: "print convert_force(1.2, 'Decanewton', 'none')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(|call| convert(call, UNITS)),
};

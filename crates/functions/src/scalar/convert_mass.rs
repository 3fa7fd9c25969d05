use lurcher_symbols::*;

use crate::kernel::units::{PARAMETERS, Scale, Unit, convert};
use crate::{Kernel, ScalarFunction};

/// In kilograms.
const UNITS: &[Unit] = &[
    ("Centigram", Scale::Per(1e5)),
    ("Decagram", Scale::Per(100.0)),
    ("Decigram", Scale::Per(1e4)),
    ("EarthMass", Scale::Times(5.9722e24)),
    ("Grain", Scale::Per(15_432.358_352_941_431)),
    ("Gram", Scale::Per(1e3)),
    ("Hectogram", Scale::Per(10.0)),
    ("Kilogram", Scale::Times(1.0)),
    ("Kilopound", Scale::Times(0.453_592_37 * 1e3)),
    ("Kilotonne", Scale::Times(1e3 * 1e3)),
    ("LongHundredweight", Scale::Per(0.019_684_130_552_221_21)),
    ("LongTon", Scale::Times(1_016.046_908_8)),
    ("Megapound", Scale::Times(0.453_592_37 * 1e6)),
    ("Megatonne", Scale::Times(1e3 * 1e6)),
    ("Microgram", Scale::Per(1e9)),
    ("Milligram", Scale::Per(1e6)),
    ("Nanogram", Scale::Per(1e12)),
    ("Ounce", Scale::Times(0.028_349_523_125)),
    ("Pound", Scale::Times(0.453_592_37)),
    ("ShortHundredweight", Scale::Per(0.022_046_226_218_487_758)),
    ("ShortTon", Scale::Times(907.184_74)),
    ("Slug", Scale::Per(6.852_176_556_196_105e-2)),
    ("SolarMass", Scale::Times(1.989_47e30)),
    ("Stone", Scale::Per(0.157_473_172_870_269_8)),
    ("Tonne", Scale::Times(1e3)),
];

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "convert_mass",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[PARAMETERS],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A mass in another unit; null where Kusto has no unit of that name.",
        url: "https://learn.microsoft.com/kusto/query/convert-mass-function",
        examples: &[
            Example { kql: "print convert_mass(1.2, 'Kilogram', 'Pound')", result: "2.64554714621853" },
            Example { kql: "print convert_mass(1.2, 'Centigram', 'none')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(|call| convert(call, UNITS)),
};

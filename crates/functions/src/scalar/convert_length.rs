use lurcher_symbols::*;

use crate::kernel::units::{PARAMETERS, Scale, Unit, convert};
use crate::{Kernel, ScalarFunction};

/// In meters.
const UNITS: &[Unit] = &[
    ("Angstrom", Scale::Times(1e-10)),
    ("AstronomicalUnit", Scale::Times(1.495_978_707e11)),
    ("Centimeter", Scale::Times(1e-2)),
    ("Chain", Scale::Times(20.1168)),
    ("DataMile", Scale::Times(1828.8)),
    ("Decameter", Scale::Times(10.0)),
    ("Decimeter", Scale::Times(0.1)),
    ("DtpPica", Scale::Per(236.220_472_441)),
    ("DtpPoint", Scale::Times(2.54e-2 / 72.0)),
    ("Fathom", Scale::Times(1.8288)),
    ("Foot", Scale::Times(0.3048)),
    ("Hand", Scale::Times(0.1016)),
    ("Hectometer", Scale::Times(100.0)),
    ("Inch", Scale::Times(2.54e-2)),
    ("KilolightYear", Scale::Times(9.460_730_472_58e15 * 1e3)),
    ("Kilometer", Scale::Times(1e3)),
    ("Kiloparsec", Scale::Times(3.085_677_581_28e16 * 1e3)),
    ("LightYear", Scale::Times(9.460_730_472_58e15)),
    ("MegalightYear", Scale::Times(9.460_730_472_58e15 * 1e6)),
    ("Megaparsec", Scale::Times(3.085_677_581_28e16 * 1e6)),
    ("Meter", Scale::Times(1.0)),
    ("Microinch", Scale::Times(2.54e-8)),
    ("Micrometer", Scale::Times(1e-6)),
    ("Mil", Scale::Times(2.54e-5)),
    ("Mile", Scale::Times(1609.344)),
    ("Millimeter", Scale::Times(1e-3)),
    ("Nanometer", Scale::Times(1e-9)),
    ("NauticalMile", Scale::Times(1852.0)),
    ("Parsec", Scale::Times(3.085_677_581_28e16)),
    ("PrinterPica", Scale::Per(237.106_301_584)),
    ("PrinterPoint", Scale::Times(2.54e-2 / 72.27)),
    ("Shackle", Scale::Times(27.432)),
    ("SolarRadius", Scale::Times(6.957e8)),
    ("Twip", Scale::Per(56_692.913_385_826)),
    ("UsSurveyFoot", Scale::Times(1200.0 / 3937.0)),
    ("Yard", Scale::Times(0.9144)),
];

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "convert_length",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[PARAMETERS],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A length in another unit; null where Kusto has no unit of that name.",
        url: "https://learn.microsoft.com/kusto/query/convert-length-function",
        examples: &[
            Example { kql: "print convert_length(1.2, 'Meter', 'Foot')", result: "3.93700787401575" },
            Example { kql: "print convert_length(1.2, 'Angstrom', 'none')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(|call| convert(call, UNITS)),
};

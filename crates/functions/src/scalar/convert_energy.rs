use lurcher_symbols::*;

use crate::kernel::units::{PARAMETERS, Scale, Unit, convert};
use crate::{Kernel, ScalarFunction};

/// In joules.
const UNITS: &[Unit] = &[
    ("BritishThermalUnit", Scale::Times(1_055.055_852_62)),
    ("Calorie", Scale::Times(4.184)),
    ("DecathermEc", Scale::Times(1.055_055_852_62e8 * 10.0)),
    ("DecathermImperial", Scale::Times(1.055_055_852_573_48e8 * 10.0)),
    ("DecathermUs", Scale::Times(1.054_804e8 * 10.0)),
    ("ElectronVolt", Scale::Times(1.602_176_565e-19)),
    ("Erg", Scale::Times(1e-7)),
    ("FootPound", Scale::Times(1.355_817_948)),
    ("GigabritishThermalUnit", Scale::Times(1_055.055_852_62 * 1e9)),
    ("GigaelectronVolt", Scale::Times(1.602_176_565e-19 * 1e9)),
    ("Gigajoule", Scale::Times(1e9)),
    ("GigawattDay", Scale::Times(86_400.0 * 1e9)),
    ("GigawattHour", Scale::Times(3600.0 * 1e9)),
    ("HorsepowerHour", Scale::Times(2.684_519_537_7e6)),
    ("Joule", Scale::Times(1.0)),
    ("KilobritishThermalUnit", Scale::Times(1_055.055_852_62 * 1e3)),
    ("Kilocalorie", Scale::Times(4.184 * 1e3)),
    ("KiloelectronVolt", Scale::Times(1.602_176_565e-19 * 1e3)),
    ("Kilojoule", Scale::Times(1e3)),
    ("KilowattDay", Scale::Times(86_400.0 * 1e3)),
    ("KilowattHour", Scale::Times(3600.0 * 1e3)),
    ("MegabritishThermalUnit", Scale::Times(1_055.055_852_62 * 1e6)),
    ("Megacalorie", Scale::Times(4.184 * 1e6)),
    ("MegaelectronVolt", Scale::Times(1.602_176_565e-19 * 1e6)),
    ("Megajoule", Scale::Times(1e6)),
    ("MegawattDay", Scale::Times(86_400.0 * 1e6)),
    ("MegawattHour", Scale::Times(3600.0 * 1e6)),
    ("Millijoule", Scale::Times(1e-3)),
    ("TeraelectronVolt", Scale::Times(1.602_176_565e-19 * 1e12)),
    ("TerawattDay", Scale::Times(86_400.0 * 1e12)),
    ("TerawattHour", Scale::Times(3600.0 * 1e12)),
    ("ThermEc", Scale::Times(1.055_055_852_62e8)),
    ("ThermImperial", Scale::Times(1.055_055_852_573_48e8)),
    ("ThermUs", Scale::Times(1.054_804e8)),
    ("WattDay", Scale::Times(86_400.0)),
    ("WattHour", Scale::Times(3600.0)),
];

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "convert_energy",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[PARAMETERS],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An energy in another unit; null where Kusto has no unit of that name.",
        url: "https://learn.microsoft.com/kusto/query/convert-energy-function",
        examples: &[
            Example { kql: "print convert_energy(1.2, 'Joule', 'BritishThermalUnit')", result: "0.00113738054437598" },
            Example { kql: "print convert_energy(1.2, 'BritishThermalUnit', 'none')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(|call| convert(call, UNITS)),
};

//! Units of measure. A few that everybody knows of each quantity: what a unit is worth is a matter of tables, not of
//! kernels.

use crate::driver::Pool;
use crate::naive::{Row, naive};

const ANGLES: Pool = Pool::Only(&["Degree", "Radian", "Revolution", "Gradian"]);
const LENGTHS: Pool = Pool::Only(&["Meter", "Kilometer", "Centimeter", "Mile", "Foot", "Inch"]);
const MASSES: Pool = Pool::Only(&["Kilogram", "Gram", "Tonne", "Pound"]);
const TEMPERATURES: Pool = Pool::Only(&["Kelvin", "DegreeCelsius", "DegreeFahrenheit"]);
const ENERGIES: Pool = Pool::Only(&["Joule", "Kilojoule", "KilowattHour"]);
const FORCES: Pool = Pool::Only(&["Newton", "Kilonewton", "Dyn"]);
const SPEEDS: Pool = Pool::Only(&["MeterPerSecond", "KilometerPerHour", "Knot", "MilePerHour"]);
const VOLUMES: Pool = Pool::Only(&["CubicMeter", "Liter", "Milliliter", "CubicCentimeter"]);
const VALUES: Pool = Pool::Also(&["0", "1", "-3.5", "100", "273.15"]);

naive! {
    convert_angle => [VALUES, ANGLES];
    convert_length => [VALUES, LENGTHS];
    convert_mass => [VALUES, MASSES];
    convert_energy => [VALUES, ENERGIES];
    convert_force => [VALUES, FORCES];
    convert_speed => [VALUES, SPEEDS];
    convert_volume => [VALUES, VOLUMES];
    convert_temperature => [VALUES, TEMPERATURES];
}

/// What one of a unit is in the base unit.
fn worth(unit: &str) -> f64 {
    match unit {
        "Degree" | "Meter" | "Kilogram" | "Joule" | "Newton" | "MeterPerSecond" | "CubicMeter" => 1.0,
        "Kilojoule" | "Kilonewton" => 1000.0,
        "KilowattHour" => 3_600_000.0,
        "Dyn" => 1e-5,
        "KilometerPerHour" => 1.0 / 3.6,
        "Knot" => 1852.0 / 3600.0,
        "MilePerHour" => 0.447_04,
        "Liter" => 1e-3,
        "Milliliter" | "CubicCentimeter" => 1e-6,
        "Radian" => 180.0 / std::f64::consts::PI,
        "Revolution" => 360.0,
        "Gradian" => 0.9,
        "Kilometer" | "Tonne" => 1000.0,
        "Centimeter" => 0.01,
        "Mile" => 1609.344,
        "Foot" => 0.3048,
        "Inch" => 0.0254,
        "Gram" => 0.001,
        "Pound" => 0.453_592_37,
        other => panic!("{other} is no unit of the pools"),
    }
}

fn convert(row: &Row<'_>) -> Option<f64> {
    if row.text(1) == row.text(2) {
        return row.real(0);
    }
    Some(row.real(0)? * worth(row.text(1)) / worth(row.text(2)))
}

fn convert_angle(row: &Row<'_>) -> Option<f64> {
    convert(row)
}

fn convert_length(row: &Row<'_>) -> Option<f64> {
    convert(row)
}

fn convert_mass(row: &Row<'_>) -> Option<f64> {
    convert(row)
}

fn convert_energy(row: &Row<'_>) -> Option<f64> {
    convert(row)
}

fn convert_force(row: &Row<'_>) -> Option<f64> {
    convert(row)
}

fn convert_speed(row: &Row<'_>) -> Option<f64> {
    convert(row)
}

fn convert_volume(row: &Row<'_>) -> Option<f64> {
    convert(row)
}

fn convert_temperature(row: &Row<'_>) -> Option<f64> {
    let value = row.real(0)?;
    if row.text(1) == row.text(2) {
        return Some(value);
    }
    let kelvin = match row.text(1) {
        "Kelvin" => value,
        "DegreeCelsius" => value + 273.15,
        _ => (value + 459.67) * 5.0 / 9.0,
    };
    Some(match row.text(2) {
        "Kelvin" => kelvin,
        "DegreeCelsius" => kelvin - 273.15,
        _ => kelvin * 9.0 / 5.0 - 459.67,
    })
}

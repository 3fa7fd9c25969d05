//! Sizes.

use crate::driver::Pool;
use crate::naive::{Row, naive};

naive! {
    format_bytes => [
        Pool::Also(&["564", "10332", "20010332", "-2048", "1023", "1024", "1048576", "1099511627776"]),
        Pool::Only(&["0", "1", "2", "30", "-1"]),
        Pool::Only(&["Bytes", "KB", "MB", "gb", "YB"])
    ];
}

/// In the greatest unit that is filled, or a given one; bytes have no fraction.
fn format_bytes(row: &Row<'_>) -> String {
    const UNITS: [&str; 9] = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
    let Some(size) = row.real(0) else { return String::new() };
    let digits = if row.has(1) { row.real(1).unwrap_or(0.0).clamp(0.0, 30.0) as usize } else { 0 };
    let power = |unit: usize| 1024_f64.powi(unit as i32);
    let unit = match row.has(2) {
        true => {
            UNITS.iter().position(|unit| unit.to_lowercase() == row.text(2).to_lowercase()).expect("a unit of the pool")
        }
        false => (1..9).filter(|unit| size.abs() >= power(*unit)).max().unwrap_or(0),
    };
    format!("{:.*} {}", if unit == 0 { 0 } else { digits }, size / power(unit), UNITS[unit])
}

//! Points in time as numbers since 1970.

use lurcher_symbols::ScalarType;

use crate::driver::Pool;
use crate::naive::{Row, naive};

const NUMBERS: Pool = Pool::Also(&[
    "1546300800",
    "1546300800899",
    "0",
    "-1",
    "-62135596800",
    "253402300799",
    "1546300800000000000",
    "1.5",
    "0.0000001",
]);

naive! {
    unixtime_seconds_todatetime => [NUMBERS];
    unixtime_milliseconds_todatetime => [NUMBERS];
    unixtime_microseconds_todatetime => [NUMBERS];
    unixtime_nanoseconds_todatetime => [NUMBERS];
}

/// `per_second` units of the number are a second.
fn time(row: &Row<'_>, per_second: i128) -> Option<i64> {
    let ticks_of = |number: f64| match per_second {
        ..=10_000_000 => number * (10_000_000 / per_second) as f64,
        _ => number / (per_second / 10_000_000) as f64,
    };
    let since = match row.types[0] {
        ScalarType::Int | ScalarType::Long => (i128::from(row.long(0)?) * 10_000_000).div_euclid(per_second),
        _ => {
            let number = row.real(0)?;
            let ticks = ticks_of(number);
            if !ticks.is_finite() {
                return None;
            }
            ticks.clamp(-1e19, 1e19) as i128
        }
    };
    let ticks = since + 621_355_968_000_000_000;
    (0..=i128::from(crate::spelling::LAST)).contains(&ticks).then_some(ticks as i64)
}

fn unixtime_seconds_todatetime(row: &Row<'_>) -> Option<i64> {
    time(row, 1)
}

fn unixtime_milliseconds_todatetime(row: &Row<'_>) -> Option<i64> {
    time(row, 1_000)
}

fn unixtime_microseconds_todatetime(row: &Row<'_>) -> Option<i64> {
    time(row, 1_000_000)
}

fn unixtime_nanoseconds_todatetime(row: &Row<'_>) -> Option<i64> {
    time(row, 1_000_000_000)
}

//! Formats. <https://learn.microsoft.com/kusto/query/format-datetime-function>

use chrono::{Datelike, Timelike};

use crate::driver::Pool;
use crate::naive::{Row, naive};
use crate::spelling::{DAY, SECOND, chrono};

const DATES: Pool = Pool::Only(&[
    "yy-MM-dd [HH:mm:ss]",
    "yyyy-M-dd [H:mm:ss]",
    "yy-MM-dd [hh:mm:ss tt]",
    "yyyy-MM-dd",
    "h:m:s.fff",
    "d/M/y",
    "yyyyMMdd",
    "s.FFFFFFF",
    "fffffff",
    "HH",
]);
const SPANS: Pool =
    Pool::Only(&["dd.hh:mm:ss:FF", "ddd.h:mm:ss [fffffff]", "d", "hh:mm", "H:m:s", "dddddddd.HH", "f", "FFF"]);

naive! {
    format_datetime => [Pool::Any, DATES];
    format_timespan => [Pool::Any, SPANS];
}

/// Writes each run of a letter as `field` says, and marks as they are.
fn write(format: &str, field: impl Fn(char, usize) -> String) -> String {
    let letters: Vec<char> = format.chars().collect();
    let mut out = String::new();
    for run in letters.chunk_by(|a, b| a == b) {
        match run[0].is_alphabetic() {
            true => out += &field(run[0], run.len()),
            false => out.extend(run),
        }
    }
    out
}

/// The first digits of a fraction of a second; `F` writes nothing where they are zeros.
fn fraction(letter: char, width: usize, ticks: i64) -> String {
    let digits = format!("{ticks:07}")[..width].to_owned();
    if letter == 'F' && digits.bytes().all(|b| b == b'0') { String::new() } else { digits }
}

fn format_datetime(row: &Row<'_>) -> Option<String> {
    let ticks = row.long(0)?;
    let time = chrono(ticks);
    let field = |letter: char, width: usize| {
        let number = match letter {
            'y' if width == 4 => time.year() as u32,
            'y' => time.year() as u32 % 100,
            'M' => time.month(),
            'd' => time.day(),
            'H' => time.hour(),
            'h' => time.hour12().1,
            'm' => time.minute(),
            's' => time.second(),
            't' => return if time.hour12().0 { "PM" } else { "AM" }.to_owned(),
            _ => return fraction(letter, width, ticks % SECOND),
        };
        format!("{number:0width$}")
    };
    Some(write(row.text(1), field))
}

fn format_timespan(row: &Row<'_>) -> Option<String> {
    let ticks = i128::from(row.long(0)?);
    let size = ticks.abs();
    let (day, second) = (i128::from(DAY), i128::from(SECOND));
    let field = |letter: char, width: usize| {
        let number = match letter {
            'd' => size / day,
            'h' | 'H' => size / (3600 * second) % 24,
            'm' => size / (60 * second) % 60,
            's' => size / second % 60,
            _ => return fraction(letter, width, (size % second) as i64),
        };
        format!("{number:0width$}")
    };
    let text = write(row.text(1), field);
    Some(if ticks < 0 { format!("-{text}") } else { text })
}

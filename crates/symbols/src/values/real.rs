//! Double-precision numbers. <https://learn.microsoft.com/kusto/query/scalar-data-types/real>

use std::fmt::{self, Write};

/// The text of a finite real in Kusto's spelling (`1.5`, `1.0`, `-0.0`, `1e30`); `NaN`, `Infinity` and `-Infinity` as
/// the protocols spell them.
pub fn format(value: f64) -> String {
    let mut out = String::with_capacity(24);
    let _ = write(&mut out, value);
    out
}

/// Writes the text of [`format`].
///
/// The engine's digits are not those of the nearest shortest decimal: of all decimals with the least number of digits
/// that read back as the value, it takes the greatest in size, so that `0.1 + 0.2` prints as `0.30000000000000007`.
pub fn write(out: &mut impl fmt::Write, value: f64) -> fmt::Result {
    match value {
        v if v.is_nan() => return out.write_str("NaN"),
        f64::INFINITY => return out.write_str("Infinity"),
        f64::NEG_INFINITY => return out.write_str("-Infinity"),
        _ => {}
    }
    if value.is_sign_negative() {
        out.write_char('-')?;
    }
    if value == 0.0 {
        return out.write_str("0.0");
    }
    let (digits, exponent) = greatest_shortest(value.abs());
    layout(out, digits.as_str(), exponent)
}

/// What `tostring()` gives: as [`format`], but `inf` and `-inf`.
pub fn tostring(value: f64) -> String {
    match value {
        f64::INFINITY => "inf".to_owned(),
        f64::NEG_INFINITY => "-inf".to_owned(),
        finite => format(finite),
    }
}

/// A short text on the stack.
struct Text {
    bytes: [u8; 32],
    len: usize,
}

impl Text {
    fn new() -> Self {
        Self { bytes: [0; 32], len: 0 }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

impl fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

/// The digits `d…` and the exponent `e` of `d.… × 10^e`.
fn greatest_shortest(value: f64) -> (Text, i32) {
    let mut shortest = Text::new();
    let _ = write!(shortest, "{value:e}");
    let (mantissa, exponent) = shortest.as_str().split_once('e').unwrap_or(("0", "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let mut digits = Text::new();
    for part in mantissa.split('.') {
        let _ = digits.write_str(part);
    }
    // Up to 15 digits there is only one such decimal, except near the least subnormals. A whole number is itself and no
    // other one that would read back as it.
    if digits.len < 16 || value.fract() == 0.0 {
        return (digits, exponent);
    }
    let mut number: u64 = digits.as_str().parse().unwrap_or(0);
    let last = exponent - (digits.len as i32 - 1);
    loop {
        let mut next = Text::new();
        let _ = write!(next, "{}e{last}", number + 1);
        if next.as_str().parse() != Ok(value) {
            break;
        }
        number += 1;
    }
    digits = Text::new();
    let _ = write!(digits, "{number}");
    (digits, exponent)
}

/// Plain notation from 0.000001 up to 21 digits before the point, scientific beyond.
fn layout(out: &mut impl fmt::Write, digits: &str, exponent: i32) -> fmt::Result {
    let point = exponent + 1;
    let count = digits.len() as i32;
    if (1..=21).contains(&point) {
        if point >= count {
            out.write_str(digits)?;
            for _ in count..point {
                out.write_char('0')?;
            }
            return out.write_str(".0");
        }
        let (whole, fraction) = digits.split_at(point as usize);
        return write!(out, "{whole}.{fraction}");
    }
    if (-5..=0).contains(&point) {
        out.write_str("0.")?;
        for _ in point..0 {
            out.write_char('0')?;
        }
        return out.write_str(digits);
    }
    let (first, rest) = digits.split_at(1);
    match rest {
        "" => write!(out, "{first}e{exponent}"),
        rest => write!(out, "{first}.{rest}e{exponent}"),
    }
}

/// The number that `todouble()` reads: decimal notation, `nan`, `NaN`, `inf` and `Infinity`, with a sign and
/// surrounding white space. What is too great is infinite, what is too small zero.
pub fn parse(text: &str) -> Option<f64> {
    let text = text.trim();
    match text.strip_prefix(['+', '-']).unwrap_or(text) {
        "nan" | "NaN" => Some(f64::NAN),
        "inf" | "Infinity" => Some(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY }),
        number if number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-')) => {
            text.parse().ok()
        }
        _ => None,
    }
}

/// So many significant digits tell any two reals apart.
pub const DIGITS: usize = 17;

/// Whether a number has digits that a real does not hold. More than [`DIGITS`] of them are no loss where they are the
/// real's own, as programs write them that print all digits.
pub fn loses_digits(text: &str) -> bool {
    /// No real has more.
    const MOST: usize = 767;
    let significant = |number: &str| -> String {
        let mantissa = number.split(['e', 'E']).next().unwrap_or_default();
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        digits.trim_start_matches('0').trim_end_matches('0').to_owned()
    };
    let digits = significant(text);
    if digits.len() <= DIGITS {
        return false;
    }
    let precision = digits.len().min(MOST) - 1;
    parse(text).is_none_or(|value| significant(&format!("{value:.precision$e}")) != digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers of the engine to `tostring(…)` of a real.
    #[test]
    fn spelling() {
        for (value, text) in [
            (0.1 + 0.2, "0.30000000000000007"),
            (1.0 / 3.0, "0.3333333333333333"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (1.5, "1.5"),
            (100_000_000_000.0, "100000000000.0"),
            (40.764_323_000_000_004, "40.764323000000008"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(tostring(value), text);
        }
        assert_eq!(format(f64::NEG_INFINITY), "-Infinity");
    }

    #[test]
    fn text_reads_back() {
        for value in [
            f64::MAX,
            f64::MIN_POSITIVE,
            5e-324,
            1e21,
            1e22,
            123_456_789_012_345.67,
            0.000_001_5,
            1e-7,
            2.0_f64.powi(70),
        ] {
            assert_eq!(parse(&format(value)), Some(value), "{}", format(value));
        }
    }

    #[test]
    fn digits_that_a_real_does_not_hold() {
        for text in ["0.30000000000000004", "1234567890.50000000000000000000", "1e300", "-12345678901234567", "nan"] {
            assert!(!loses_digits(text), "{text}");
        }
        // All digits of the reals nearest to 0.1 and to 2^70.
        assert!(!loses_digits("0.1000000000000000055511151231257827021181583404541015625"));
        assert!(!loses_digits("0.10000000000000000555"));
        assert!(!loses_digits("1180591620717411303424"));
        for text in
            ["0.12345678901234567891", "1234567890123456789.5", "-18446744073709551615", "1.00000000000000000001"]
        {
            assert!(loses_digits(text), "{text}");
        }
        assert!(loses_digits(&format!("0.{}", "3".repeat(1000))));
    }

    /// Answers of the engine to `todouble(…)` of a string.
    #[test]
    fn text_that_todouble_reads() {
        for (text, value) in [
            ("5.9", Some(5.9)),
            (" 5 ", Some(5.0)),
            ("+7", Some(7.0)),
            ("1e3", Some(1000.0)),
            (".5", Some(0.5)),
            ("5.", Some(5.0)),
            ("0.5e-3", Some(0.0005)),
            ("1e400", Some(f64::INFINITY)),
            ("1e-400", Some(0.0)),
            ("inf", Some(f64::INFINITY)),
            ("-inf", Some(f64::NEG_INFINITY)),
            ("+Infinity", Some(f64::INFINITY)),
            ("INF", None),
            ("0x1F", None),
            ("1f", None),
            ("1,234", None),
            ("1_000", None),
            ("", None),
        ] {
            assert_eq!(parse(text), value, "{text}");
        }
        assert!(parse("  NaN  ").is_some_and(f64::is_nan));
        assert!(parse("nan").is_some_and(f64::is_nan));
    }
}

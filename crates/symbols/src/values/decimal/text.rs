//! Decimals as text.

use std::fmt;

use super::{DIGITS, Decimal, Parts, pack};

/// Exponents of the first digit whose numbers are written without an exponent: those that a `SqlDecimal`, in which the
/// engine hands decimals out, can have.
const PLAIN: std::ops::RangeInclusive<i32> = -38..=37;

/// The digits that a number is read with before it is rounded.
const READ: u32 = 38;

impl Decimal {
    /// The number that a text spells: a sign, digits, a point, an exponent. None where it is too great.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (digits, negative) = match text.as_bytes().first()? {
            b'-' => (&text[1..], true),
            b'+' => (&text[1..], false),
            _ => (text, false),
        };
        let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (digits, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let (mut coefficient, mut read, mut unread, mut more): (u128, u32, i64, bool) = (0, 0, 0, false);
        for digit in whole.bytes().chain(fraction.bytes()) {
            if !digit.is_ascii_digit() {
                return None;
            }
            let digit = u128::from(digit - b'0');
            if read < READ {
                coefficient = coefficient * 10 + digit;
                // Zeros in front do not count.
                read += u32::from(coefficient != 0);
            } else {
                unread += 1;
                more |= digit != 0;
            }
        }
        if coefficient == 0 {
            return Some(Self::ZERO);
        }
        let places = i64::try_from(fraction.len()).ok()?;
        pack(negative, coefficient, i32::try_from(i64::from(exponent) + unread - places).ok()?, more)
    }
}

/// All digits and no more: no zeros behind the last one, no point in a whole number. What is very great or small has an
/// exponent.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { negative, coefficient, exponent } = self.parts();
        if negative {
            f.write_str("-")?;
        }
        let digits = coefficient.to_string();
        let first = exponent + digits.len() as i32 - 1;
        debug_assert!(digits.len() <= DIGITS as usize);
        if !PLAIN.contains(&first) {
            let (head, tail) = digits.split_at(1);
            let point = if tail.is_empty() { "" } else { "." };
            return write!(f, "{head}{point}{tail}E{first:+}");
        }
        match usize::try_from(first) {
            Err(_) => write!(f, "0.{:0>width$}", digits, width = exponent.unsigned_abs() as usize),
            Ok(first) if exponent >= 0 => write!(f, "{digits:0<width$}", width = first + 1),
            Ok(first) => write!(f, "{}.{}", &digits[..=first], &digits[first + 1..]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for (text, shown) in [
            ("3.14159", "3.14159"),
            (" +1.50 ", "1.5"),
            ("-0.0", "0"),
            (".5", "0.5"),
            ("5.", "5"),
            ("12.5e-1", "1.25"),
            ("1e5", "100000"),
            ("1E+5", "100000"),
            ("1e-25", "0.0000000000000000000000001"),
            ("1000000020000000300000004", "1000000020000000300000004"),
            ("3.14159265358979323846", "3.14159265358979323846"),
            ("0.3333333333333333333333333333333333", "0.3333333333333333333333333333333333"),
            ("1e37", "10000000000000000000000000000000000000"),
            ("1.5e38", "1.5E+38"),
            ("-1e-39", "-1E-39"),
            ("0000000000000000000000000000000000000000000000007", "7"),
            // Halves go to the even neighbour.
            ("1.0000000000000000000000000000000005", "1"),
            ("1.0000000000000000000000000000000015", "1.000000000000000000000000000000002"),
            ("1.00000000000000000000000000000000050000000000000000001", "1.000000000000000000000000000000001"),
            ("99999999999999999999999999999999995", "100000000000000000000000000000000000"),
        ] {
            assert_eq!(Decimal::parse(text).map(|d| d.to_string()).as_deref(), Some(shown), "{text}");
        }
    }

    #[test]
    fn no_numbers() {
        for text in ["", " ", ".", "-", "abc", "1.2.3", "1e", "1e1.5", "0x10", "1,000", "NaN", "1e99999999999"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }
}

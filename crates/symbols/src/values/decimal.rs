//! Decimal numbers: an `i128` that counts 10^-18. <https://learn.microsoft.com/kusto/query/scalar-data-types/decimal>

/// Digits after the point.
pub const SCALE: u32 = 18;
/// All digits.
pub const PRECISION: u32 = 38;

/// 10 to the power of [`SCALE`]: the decimal one.
pub const ONE: i128 = 10_i128.pow(SCALE);
const LIMIT: i128 = 10_i128.pow(PRECISION) - 1;

fn in_range(value: i128) -> Option<i128> {
    (-LIMIT..=LIMIT).contains(&value).then_some(value)
}

/// The decimal that a text spells: a sign, digits, a point, an exponent. Digits beyond the scale are rounded half away from zero.
pub fn parse(text: &str) -> Option<i128> {
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
    // The place of the first digit, counted from the last digit kept: below zero only the rounding digit matters.
    let mut place = i64::try_from(whole.len()).ok()? + i64::from(SCALE) + i64::from(exponent) - 1;
    let mut value: i128 = 0;
    for digit in whole.bytes().chain(fraction.bytes()) {
        if !digit.is_ascii_digit() {
            return None;
        }
        let digit = i128::from(digit - b'0');
        if place >= 0 {
            value = value.checked_mul(10)?.checked_add(digit)?;
        } else if place == -1 && digit >= 5 {
            value += 1;
        }
        place -= 1;
    }
    // Zeros that the text leaves out.
    if place >= 0 && value != 0 {
        value = value.checked_mul(10_i128.checked_pow(u32::try_from(place + 1).ok()?)?)?;
    }
    in_range(if negative { -value } else { value })
}

/// The shortest text: no zeros after the last digit, no point for a whole number.
pub fn format(value: i128) -> String {
    let size = value.unsigned_abs();
    let (whole, fraction) = (size / ONE as u128, size % ONE as u128);
    let sign = if value < 0 { "-" } else { "" };
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = format!("{fraction:018}");
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}

/// The decimal of a real's shortest text; none for NaN, infinities and what is too great.
pub fn from_real(value: f64) -> Option<i128> {
    value.is_finite().then(|| format!("{value:e}")).and_then(|text| parse(&text))
}

/// The decimal of a whole number.
pub const fn from_long(value: i64) -> i128 {
    value as i128 * ONE
}

/// The nearest real.
pub fn to_real(value: i128) -> f64 {
    format(value).parse().unwrap_or(f64::NAN)
}

/// The whole part; none beyond a long.
pub fn to_long(value: i128) -> Option<i64> {
    i64::try_from(value / ONE).ok()
}

/// The sum; none on overflow.
pub fn add(a: i128, b: i128) -> Option<i128> {
    in_range(a.checked_add(b)?)
}

/// The product, digits beyond the scale dropped; none on overflow.
pub fn mul(a: i128, b: i128) -> Option<i128> {
    // (ah + al) * (bh + bl) in parts, since the full product does not fit.
    let (ah, al, bh, bl) = (a / ONE, a % ONE, b / ONE, b % ONE);
    let whole = ah.checked_mul(b)?;
    in_range(whole.checked_add(al.checked_mul(bh)?)?.checked_add(al * bl / ONE)?)
}

/// The quotient, digits beyond the scale dropped; none on overflow and for a zero divisor.
pub fn div(a: i128, b: i128) -> Option<i128> {
    let whole = a.checked_div(b)?.checked_mul(ONE)?;
    let rest = a % b;
    let part = match rest.checked_mul(ONE) {
        Some(scaled) => scaled / b,
        None => long_division(rest.unsigned_abs(), b.unsigned_abs()) * if (rest < 0) == (b < 0) { 1 } else { -1 },
    };
    in_range(whole.checked_add(part)?)
}

/// `rest / divisor` to [`SCALE`] digits, for `rest < divisor`: digit by digit, ten additions each, so that nothing overflows.
fn long_division(mut rest: u128, divisor: u128) -> i128 {
    let mut quotient = 0;
    for _ in 0..SCALE {
        let (mut digit, mut sum) = (0, 0);
        for _ in 0..10 {
            sum += rest;
            if sum >= divisor {
                sum -= divisor;
                digit += 1;
            }
        }
        rest = sum;
        quotient = quotient * 10 + digit;
    }
    quotient
}

/// The remainder, never negative, as all of Kusto's; none for a zero divisor.
pub fn rem(a: i128, b: i128) -> Option<i128> {
    a.checked_rem_euclid(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> i128 {
        parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    /// Answers of the engine to `todecimal(…)` and arithmetic.
    #[test]
    fn engine_answers() {
        assert_eq!(parse("abc"), None);
        assert_eq!(parse("1.2.3"), None);
        assert_eq!(format(decimal("3.14159")), "3.14159");
        assert_eq!(decimal("-0.0"), 0);
        assert_eq!(decimal("0.1") + decimal("0.2"), decimal("0.3"));
        assert_eq!(rem(from_long(10), from_long(3)), Some(from_long(1)));
        assert_eq!(mul(from_long(2_147_483_648), from_long(2)), Some(from_long(4_294_967_296)));
        assert_eq!(to_long(decimal("9.99")), Some(9));
        assert!((to_real(div(from_long(10), from_long(3)).unwrap_or(0)) - 10.0 / 3.0).abs() < 1e-15);
    }

    #[test]
    fn text() {
        assert_eq!(decimal("1e2"), from_long(100));
        assert_eq!(decimal("12.5e-1"), ONE + ONE / 4);
        assert_eq!(decimal("0.0000000000000000005"), 1);
        assert_eq!(decimal("0.0000000000000000004"), 0);
        assert_eq!(parse("1e30"), None);
        assert_eq!(parse("."), None);
        assert_eq!(parse(""), None);
        assert_eq!(format(-ONE / 2), "-0.5");
        assert_eq!(from_real(0.1), Some(ONE / 10));
        assert_eq!(from_real(f64::NAN), None);
    }

    #[test]
    fn wide_operands() {
        let wide = decimal("12345678901234567890.123456789012345678");
        assert_eq!(div(wide, wide), Some(ONE));
        assert_eq!(div(wide / 2, wide), Some(ONE / 2));
        assert_eq!(mul(wide, wide), None);
        assert_eq!(div(ONE, 0), None);
        assert_eq!(mul(-wide, ONE / 2), Some(-wide / 2));
    }
}

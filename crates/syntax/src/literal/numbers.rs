//! Numbers, booleans and guids.

use smol_str::SmolStr;

/// A whole number, decimal or hexadecimal, with an optional sign. Hexadecimal digits are the bits, `0xFFFFFFFFFFFFFFFF`
/// is -1.
pub(crate) fn long(text: &str) -> Option<i64> {
    let (negative, digits) = signed(text);
    let magnitude = long_magnitude(digits)?;
    let magnitude = match digits.starts_with("0x") || digits.starts_with("0X") {
        true => i128::from(magnitude.cast_signed()),
        false => i128::from(magnitude),
    };
    i64::try_from(if negative { -magnitude } else { magnitude }).ok()
}

/// The same in 32 bits.
pub(crate) fn int(text: &str) -> Option<i32> {
    match long_magnitude(text).and_then(|bits| u32::try_from(bits).ok()) {
        // The bits of a negative number.
        Some(bits) if text.starts_with("0x") || text.starts_with("0X") => Some(bits.cast_signed()),
        _ => long(text).and_then(|n| i32::try_from(n).ok()),
    }
}

/// A whole number without a sign. It may be one more than a long holds: `-9223372036854775808` is a sign and a number.
pub(crate) fn long_magnitude(text: &str) -> Option<u64> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(hex) if hex.starts_with(|c: char| c.is_ascii_hexdigit()) => u64::from_str_radix(hex, 16).ok(),
        Some(_) => None,
        None if text.bytes().all(|b| b.is_ascii_digit()) => text.parse().ok(),
        None => None,
    }
}

/// A number with an optional sign, or `nan`, `inf`.
pub(crate) fn real(text: &str) -> Option<f64> {
    let (negative, body) = signed(text);
    let value = match body.to_ascii_lowercase().as_str() {
        "nan" => f64::NAN,
        "inf" | "infinity" => f64::INFINITY,
        _ if body.starts_with(|c: char| c.is_ascii_digit() || c == '.') => body.parse().ok()?,
        _ => return None,
    };
    Some(if negative { -value } else { value })
}

/// A decimal number with an optional sign and exponent; the text stays as it is.
pub(crate) fn decimal(text: &str) -> Option<SmolStr> {
    let (_, body) = signed(text);
    let (mantissa, exponent) = body.split_once(['e', 'E']).unwrap_or((body, "0"));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let (_, exponent) = signed(exponent);
    let fits = digits(whole) && digits(fraction) && mantissa.len() > usize::from(mantissa.contains('.'));
    (fits && !exponent.is_empty() && digits(exponent)).then(|| text.into())
}

/// `true` or `false` in any case, or a whole number: 0 is false.
pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        number => long(number).map(|n| n != 0),
    }
}

/// A guid with or without dashes and braces, as canonical lower-case text.
pub(crate) fn guid(text: &str) -> Option<String> {
    let inner = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')).unwrap_or(text);
    let dashes: Vec<usize> = inner.match_indices('-').map(|(at, _)| at).collect();
    if !(dashes.is_empty() || dashes == [8, 13, 18, 23]) {
        return None;
    }
    let digits: String = inner.chars().filter(|c| *c != '-').map(|c| c.to_ascii_lowercase()).collect();
    if digits.len() != 32 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    Some(format!("{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]))
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').map_or(text, str::trim_start)),
    }
}

//! 128-bit identifiers. <https://learn.microsoft.com/kusto/query/scalar-data-types/guid>

/// The guid that a text spells: 32 hexadecimal digits, where each of the dashes may be missing; white space and braces
/// around them do not count.
pub fn parse(text: &str) -> Option<[u8; 16]> {
    let text = text.trim();
    let text = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')).unwrap_or(text);
    let mut bytes = [0; 16];
    let mut digits = 0;
    for c in text.bytes() {
        if c == b'-' {
            if !matches!(digits, 8 | 12 | 16 | 20) {
                return None;
            }
            continue;
        }
        let digit = char::from(c).to_digit(16)? as u8;
        *bytes.get_mut(digits / 2)? |= if digits % 2 == 0 { digit << 4 } else { digit };
        digits += 1;
    }
    (digits == 32).then_some(bytes)
}

/// Lower-case text with dashes.
pub fn format(guid: &[u8; 16]) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(36);
    for (i, byte) in guid.iter().enumerate() {
        if matches!(i, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        out.push(char::from(HEX[usize::from(byte >> 4)]));
        out.push(char::from(HEX[usize::from(byte & 15)]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The documentation's examples of `toguid()`.
    #[test]
    fn spellings() {
        let expected = "01234567-89ab-cdef-0123-456789abcdef";
        for text in [
            "0123456789abcdef0123456789abcdef",
            "0123456789ab-cdef-0123-456789abcdef",
            "{01234567-89AB-CDEF-0123-456789ABCDEF}",
        ] {
            assert_eq!(parse(text).map(|g| format(&g)).as_deref(), Some(expected));
        }
        for text in [
            "a string that is not a guid",
            "",
            "0123",
            "0123456-789ab-cdef-0123-456789abcdef",
            "0123456789abcdef0123456789abcdef0",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

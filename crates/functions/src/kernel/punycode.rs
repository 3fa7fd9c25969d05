//! Punycode (RFC 3492), and domain names whose labels are written in it.

/// What stands before a label in punycode.
const PREFIX: &str = "xn--";

const BASE: u32 = 36;
const TMIN: u32 = 1;
const TMAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;

/// Appends a text in punycode; `None` where its numbers do not fit into 32 bits.
pub fn encode(text: &str, out: &mut String) -> Option<()> {
    out.extend(text.chars().filter(char::is_ascii));
    let basic = u32::try_from(text.chars().filter(char::is_ascii).count()).ok()?;
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut done) = (INITIAL_N, 0_u32, INITIAL_BIAS, basic);
    let length = u32::try_from(text.chars().count()).ok()?;
    while done < length {
        let next = text.chars().map(u32::from).filter(|c| *c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(done + 1)?)?;
        n = next;
        for c in text.chars().map(u32::from) {
            if c < n {
                delta = delta.checked_add(1)?;
            }
            if c == n {
                write_number(delta, bias, out);
                bias = adapt(delta, done + 1, done == basic);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(())
}

/// The text that punycode stands for; `None` where it is none.
pub fn decode(text: &str) -> Option<String> {
    if !text.is_ascii() {
        return None;
    }
    let (basic, digits) = text.rsplit_once('-').unwrap_or(("", text));
    let mut chars: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    let mut digits = digits.bytes();
    while digits.len() > 0 {
        let start = i;
        let mut weight = 1_u32;
        for k in (BASE..).step_by(BASE as usize) {
            let digit = value(digits.next()?)?;
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let threshold = threshold(k, bias);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
        }
        let length = u32::try_from(chars.len()).ok()? + 1;
        bias = adapt(i - start, length, start == 0);
        n = n.checked_add(i / length)?;
        i %= length;
        chars.insert(i as usize, char::from_u32(n)?);
        i += 1;
    }
    Some(chars.into_iter().collect())
}

/// Appends a domain name with the labels that need it in punycode, separated by plain dots.
pub fn encode_domain(domain: &str, out: &mut String) -> Option<()> {
    // The full stops of other scripts separate labels too (RFC 3490).
    for (i, label) in domain.split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']).enumerate() {
        if i > 0 {
            out.push('.');
        }
        if label.is_ascii() {
            out.push_str(label);
        } else {
            out.push_str(PREFIX);
            encode(label, out)?;
        }
    }
    Some(())
}

/// Appends a domain name with its labels as they read.
pub fn decode_domain(domain: &str, out: &mut String) -> Option<()> {
    for (i, label) in domain.split('.').enumerate() {
        if i > 0 {
            out.push('.');
        }
        match label.split_at_checked(PREFIX.len()) {
            Some((prefix, encoded)) if prefix.eq_ignore_ascii_case(PREFIX) => out.push_str(&decode(encoded)?),
            _ => out.push_str(label),
        }
    }
    Some(())
}

fn threshold(k: u32, bias: u32) -> u32 {
    k.saturating_sub(bias).clamp(TMIN, TMAX)
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > (BASE - TMIN) * TMAX / 2 {
        delta /= BASE - TMIN;
        k += BASE;
    }
    k + (BASE - TMIN + 1) * delta / (delta + SKEW)
}

/// A number in digits of a base that changes with their place.
fn write_number(mut number: u32, bias: u32, out: &mut String) {
    for k in (BASE..).step_by(BASE as usize) {
        let threshold = threshold(k, bias);
        if number < threshold {
            break;
        }
        out.push(digit(threshold + (number - threshold) % (BASE - threshold)));
        number = (number - threshold) / (BASE - threshold);
    }
    out.push(digit(number));
}

fn digit(value: u32) -> char {
    char::from_digit(if value < 26 { value + 10 } else { value - 26 }, 36).unwrap_or_default()
}

fn value(digit: u8) -> Option<u32> {
    let value = char::from(digit).to_digit(36)?;
    Some(if value < 10 { value + 26 } else { value - 10 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Examples of the RFC's section 7.1.
    #[test]
    fn both_ways() {
        for (text, encoded) in [
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("MajiでKoiする5秒前", "MajiKoi5-783gue6qz075azm5e"),
            ("-> $1.00 <-", "-> $1.00 <--"),
            ("", ""),
        ] {
            let mut out = String::new();
            assert_eq!(encode(text, &mut out), Some(()));
            assert_eq!(out, encoded);
            assert_eq!(decode(encoded).as_deref(), Some(text));
        }
        for wrong in ["ü", "99999999", "a-!"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}

//! Punycode. <https://www.rfc-editor.org/rfc/rfc3492>

use crate::driver::Pool;
use crate::naive::{Row, naive};

const PLAIN: Pool =
    Pool::Also(&["académie-française", "艺术", "abc", "é", "a.b", "日本語.jp", "Gáe.Bulg.edu", "", "bücher"]);
const ENCODED: Pool = Pool::Also(&[
    "acadmie-franaise-npb1a",
    "cqv902d",
    "abc-",
    "xn--bcher-kva.de",
    "xn--Ge-mia.Bulg.edu",
    "",
    "-",
    "a",
    "99999999",
]);

naive! {
    punycode_from_string => [PLAIN];
    punycode_to_string => [ENCODED];
    punycode_domain_to_string => [PLAIN];
    punycode_domain_from_string => [ENCODED];
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

fn threshold(k: u32, bias: u32) -> u32 {
    if k <= bias { 1 } else { (k - bias).min(26) }
}

fn digit(value: u32) -> char {
    char::from(if value < 26 { b'a' + value as u8 } else { b'0' + value as u8 - 26 })
}

fn encode(text: &str) -> Option<String> {
    let mut out: String = text.chars().filter(char::is_ascii).collect();
    let basic = out.len() as u32;
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut done) = (128_u32, 0_u32, 72, basic);
    while done < text.chars().count() as u32 {
        let next = text.chars().map(u32::from).filter(|c| *c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(done + 1)?)?;
        n = next;
        for c in text.chars().map(u32::from) {
            if c < n {
                delta = delta.checked_add(1)?;
            } else if c == n {
                let (mut q, mut k) = (delta, 36);
                loop {
                    let t = threshold(k, bias);
                    if q < t {
                        break;
                    }
                    out.push(digit(t + (q - t) % (36 - t)));
                    q = (q - t) / (36 - t);
                    k += 36;
                }
                out.push(digit(q));
                bias = adapt(delta, done + 1, done == basic);
                delta = 0;
                done += 1;
            }
        }
        delta += 1;
        n += 1;
    }
    Some(out)
}

fn decode(text: &str) -> Option<String> {
    if !text.is_ascii() {
        return None;
    }
    let (basic, rest) = text.rsplit_once('-').unwrap_or(("", text));
    let mut out: Vec<char> = basic.chars().collect();
    let mut digits = rest.chars();
    let (mut n, mut i, mut bias, mut first) = (128_u32, 0_u32, 72, true);
    while !digits.as_str().is_empty() {
        let (old, mut weight, mut k) = (i, 1_u32, 36);
        loop {
            let value = match digits.next()? {
                c @ '0'..='9' => c as u32 - '0' as u32 + 26,
                c if c.is_ascii_alphabetic() => c.to_ascii_lowercase() as u32 - 'a' as u32,
                _ => return None,
            };
            i = i.checked_add(value.checked_mul(weight)?)?;
            let t = threshold(k, bias);
            if value < t {
                break;
            }
            weight = weight.checked_mul(36 - t)?;
            k += 36;
        }
        let length = out.len() as u32 + 1;
        bias = adapt(i - old, length, first);
        first = false;
        n = n.checked_add(i / length)?;
        i %= length;
        out.insert(i as usize, char::from_u32(n)?);
        i += 1;
    }
    Some(out.into_iter().collect())
}

fn punycode_from_string(row: &Row<'_>) -> String {
    encode(row.text(0)).unwrap_or_default()
}

fn punycode_to_string(row: &Row<'_>) -> String {
    decode(row.text(0)).unwrap_or_default()
}

/// The labels of a domain: IDNA knows four dots.
fn labels(domain: &str) -> Vec<&str> {
    domain.split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']).collect()
}

fn punycode_domain_to_string(row: &Row<'_>) -> String {
    let label = |label: &str| match label.is_ascii() {
        true => Some(label.to_owned()),
        false => encode(label).map(|encoded| format!("xn--{encoded}")),
    };
    let labels: Option<Vec<String>> = labels(row.text(0)).into_iter().map(label).collect();
    labels.map_or_else(String::new, |labels| labels.join("."))
}

fn punycode_domain_from_string(row: &Row<'_>) -> String {
    let label = |label: &str| match label.strip_prefix("xn--") {
        Some(encoded) => decode(encoded),
        None => Some(label.to_owned()),
    };
    let labels: Option<Vec<String>> = labels(row.text(0)).into_iter().map(label).collect();
    labels.map_or_else(String::new, |labels| labels.join("."))
}

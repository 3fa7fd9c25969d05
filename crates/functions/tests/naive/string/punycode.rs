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

/// No number of the coding is greater.
const MOST: u64 = u32::MAX as u64;

/// How the places of digits are weighed for the next number, after one among so many characters.
fn bias(number: u64, characters: u64, is_first: bool) -> u64 {
    let scaled = number / if is_first { 700 } else { 2 };
    let mut left = scaled + scaled / characters;
    let mut divided = 0;
    while left > 35 * 26 / 2 {
        left /= 35;
        divided += 1;
    }
    36 * divided + 36 * left / (left + 38)
}

/// The least value of a digit that another one follows.
fn least(place: u64, bias: u64) -> u64 {
    (36 * (place + 1)).saturating_sub(bias).clamp(1, 26)
}

/// The digits of a number, the last one below the least value of its place.
fn digits(number: u64, place: u64, bias: u64) -> String {
    let spelled = |digit: u64| "abcdefghijklmnopqrstuvwxyz0123456789".chars().nth(digit as usize).unwrap_or_default();
    let least = least(place, bias);
    if number < least {
        return spelled(number).to_string();
    }
    let (rest, digit) = ((number - least) / (36 - least), (number - least) % (36 - least));
    format!("{}{}", spelled(least + digit), digits(rest, place + 1, bias))
}

/// A number, and the digits behind it.
fn number(digits: &str, bias: u64) -> Option<(u64, &str)> {
    let (mut sum, mut weight) = (0, 1);
    for (place, digit) in digits.chars().enumerate() {
        let value = u64::from(digit.to_digit(36)?);
        let value = if digit.is_ascii_digit() { value + 26 } else { value - 10 };
        sum += value * weight;
        let least = least(place as u64, bias);
        if sum > MOST {
            return None;
        }
        if value < least {
            return Some((sum, &digits[place + 1..]));
        }
        weight *= 36 - least;
        if weight > MOST {
            return None;
        }
    }
    None
}

/// The characters beyond ASCII in the order of their codes, each with how many characters stand before it by then.
fn insertions(text: &str) -> Vec<(u64, u64)> {
    let all: Vec<char> = text.chars().collect();
    let mut others: Vec<(char, usize)> =
        all.iter().copied().enumerate().filter(|(_, c)| !c.is_ascii()).map(|(at, c)| (c, at)).collect();
    others.sort_unstable();
    let is_there = |at: usize, of: (char, usize)| all[at].is_ascii() || (all[at], at) < of;
    let before = |of: (char, usize)| (0..of.1).filter(|at| is_there(*at, of)).count() as u64;
    others.into_iter().map(|other| (other.0 as u64, before(other))).collect()
}

/// A number says how many steps there are from one insertion to the next: all places for one code, then for the next.
fn encode(text: &str) -> Option<String> {
    let mut out: String = text.chars().filter(char::is_ascii).collect();
    let (mut length, mut weighed) = (out.len() as u64, 72);
    if length > 0 {
        out.push('-');
    }
    let (mut code, mut place) = (128, 0);
    for (nth, (next_code, next_place)) in insertions(text).into_iter().enumerate() {
        let steps = (next_code - code) * (length + 1) + next_place - place;
        if steps > MOST {
            return None;
        }
        out += &digits(steps, 0, weighed);
        length += 1;
        weighed = bias(steps, length, nth == 0);
        (code, place) = (next_code, next_place + 1);
    }
    Some(out)
}

fn decode(text: &str) -> Option<String> {
    if !text.is_ascii() {
        return None;
    }
    let (basic, mut rest) = text.rsplit_once('-').unwrap_or(("", text));
    let mut out: Vec<char> = basic.chars().collect();
    let (mut code, mut place, mut weighed) = (128, 0, 72);
    while !rest.is_empty() {
        let (steps, behind) = number(rest, weighed)?;
        let places = out.len() as u64 + 1;
        let end = place + steps;
        if end > MOST {
            return None;
        }
        weighed = bias(steps, places, rest.len() + basic.len() + usize::from(text.contains('-')) == text.len());
        (code, place, rest) = (code + end / places, end % places, behind);
        out.insert(place as usize, char::from_u32(u32::try_from(code).ok()?)?);
        place += 1;
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

//! IPv4 addresses in texts. <https://learn.microsoft.com/kusto/query/has-ipv4-prefix-function>

use super::listed;
use super::v4::parse;
use crate::driver::Pool;
use crate::naive::{Row, naive};

const TEXTS: Pool = Pool::Also(&[
    "05:04:54 127.0.0.1 GET /favicon.ico 404",
    "05:04:54127.0.0.1 GET",
    "127.0.0.256",
    "x127.0.0.1",
    "127.0.0.1",
    "127.0.0.1.5",
    "(10.1.2.3)",
    "127.0.0.1é",
    "1.127.0.0.1",
    "127.0.0.1 and 192.168.1.9",
    "127.0.0.1/8",
    "",
    "a.127.0.0.1.b",
    "0127.0.0.1",
    "127.0.0.01",
]);
const ADDRESSES: Pool = Pool::Also(&[
    "127.0.0.1",
    "192.168.1.9",
    "10.1.2.3",
    "127.0.0",
    "x",
    "",
    "[\"127.0.0.1\",\"x\"]",
    "[]",
    "127.0.0.1/8",
    "{}",
]);
const PREFIXES: Pool = Pool::Also(&[
    "127.0.",
    "127.",
    "192.168.",
    "127.0.0.1",
    "127.0",
    "10.1.2.",
    ".",
    "300.",
    "[\"127.0.\",\"192.\"]",
    "[\"127.0\"]",
    "1.2.3.4.",
]);

naive! {
    has_ipv4 => [TEXTS, ADDRESSES];
    has_any_ipv4 => [TEXTS, ADDRESSES];
    has_ipv4_prefix => [TEXTS, PREFIXES];
    has_any_ipv4_prefix => [TEXTS, PREFIXES];
}

/// The addresses that stand in a text and are not a part of a longer word.
fn addresses(text: &str) -> Vec<[u8; 4]> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    for start in 0..chars.len() {
        for end in start + 7..=chars.len().min(start + 15) {
            let part: String = chars[start..end].iter().collect();
            let touched = |at: Option<&char>| at.is_some_and(|c| c.is_alphanumeric());
            if touched(start.checked_sub(1).and_then(|at| chars.get(at))) || touched(chars.get(end)) {
                continue;
            }
            if let Some((address, _)) = parse(&part).filter(|_| part.chars().all(|c| c == '.' || c.is_ascii_digit())) {
                found.push(address.to_be_bytes());
            }
        }
    }
    found
}

fn mentions(row: &Row<'_>, fits: fn([u8; 4], &str) -> bool) -> bool {
    let wanted = listed(row, 1);
    addresses(&row.spelled(0)).into_iter().any(|address| wanted.iter().any(|wanted| fits(address, wanted)))
}

fn is(address: [u8; 4], wanted: &str) -> bool {
    !wanted.contains('/') && parse(wanted).is_some_and(|(wanted, _)| wanted.to_be_bytes() == address)
}

/// A prefix is an address, or its first numbers with a dot behind each.
fn begins(address: [u8; 4], prefix: &str) -> bool {
    let Some(numbers) = prefix.strip_suffix('.') else { return is(address, prefix) };
    let number = |part: &str| part.parse::<u8>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
    let numbers: Option<Vec<u8>> = numbers.split('.').map(number).collect();
    numbers.is_some_and(|numbers| numbers.len() < 4 && address.starts_with(&numbers))
}

fn has_ipv4(row: &Row<'_>) -> bool {
    mentions(row, is)
}

fn has_any_ipv4(row: &Row<'_>) -> bool {
    mentions(row, is)
}

fn has_ipv4_prefix(row: &Row<'_>) -> bool {
    mentions(row, begins)
}

fn has_any_ipv4_prefix(row: &Row<'_>) -> bool {
    mentions(row, begins)
}

//! IPv6. <https://learn.microsoft.com/kusto/query/ipv6-functions>

use std::net::Ipv6Addr;

use super::v4;
use crate::driver::Pool;
use crate::naive::{Row, naive};

const ADDRESSES: Pool = Pool::Also(&[
    "fe80::85d:e82c:9446:7994",
    "fe80::85d:e82c:9446:7994/120",
    "192.168.1.1",
    "192.168.1.1/24",
    "::192.168.255.255",
    "::192.168.255.255/24",
    "::ffff:7f00:1",
    "::1",
    "::",
    "2001:db8::/32",
    "2001:db8::1/129",
    "x",
    "",
    "fe80::1%eth0",
    "1.2.3.4/33",
    "::/0",
    "fe80:::1",
    "2001:DB8::A",
]);
const MASKS: Pool = Pool::Also(&["0", "64", "96", "120", "124", "128", "129", "-1"]);
const RANGES: Pool = Pool::Also(&[
    "[\"2001:db8::/32\",\"fe80::/10\"]",
    "[\"192.168.1.0/24\"]",
    "[]",
    "[\"x\"]",
    "2001:db8::/32",
    "fe80::/10",
    "192.168.1.1",
    "{}",
]);

naive! {
    parse_ipv6 => [ADDRESSES];
    parse_ipv6_mask => [ADDRESSES, MASKS];
    ipv6_compare => [ADDRESSES, ADDRESSES, MASKS];
    ipv6_is_match => [ADDRESSES, ADDRESSES, MASKS];
    ipv6_is_in_range => [ADDRESSES];
    ipv6_is_in_any_range => [ADDRESSES, RANGES];
}

/// The address, one of IPv4 mapped to `::ffff:a.b.c.d`, and the length of its prefix, that of IPv4 counted behind 96
/// bits.
fn parse(text: &str) -> Option<(u128, u32)> {
    if let Some((address, prefix)) = v4::parse(text) {
        return Some((0xffff_u128 << 32 | u128::from(address), prefix + 96));
    }
    let text = text.trim();
    let (address, prefix) = match text.split_once('/') {
        Some((address, prefix)) if prefix.len() <= 3 && prefix.bytes().all(|b| b.is_ascii_digit()) => {
            (address, prefix.parse().ok()?)
        }
        Some(_) => return None,
        None if text.contains('.') => (text, 32),
        None => (text, 128),
    };
    let prefix: u32 = if address.contains('.') { prefix + 96 } else { prefix };
    let address: Ipv6Addr = address.parse().ok()?;
    (prefix <= 128).then_some((address.into(), prefix))
}

fn network(address: u128, bits: u32) -> u128 {
    if bits == 0 { 0 } else { address >> (128 - bits) << (128 - bits) }
}

fn mask(row: &Row<'_>, i: usize) -> Option<u32> {
    if !row.has(i) {
        return Some(128);
    }
    u32::try_from(row.long(i)?).ok().filter(|bits| *bits <= 128)
}

fn written(address: u128) -> String {
    Ipv6Addr::from(address).segments().map(|group| format!("{group:04x}")).join(":")
}

fn parse_ipv6(row: &Row<'_>) -> String {
    parse(row.text(0)).map_or_else(String::new, |(address, prefix)| written(network(address, prefix)))
}

fn parse_ipv6_mask(row: &Row<'_>) -> String {
    let network = || {
        let ((address, prefix), mask) = (parse(row.text(0))?, mask(row, 1)?);
        Some(written(network(address, prefix.min(mask))))
    };
    network().unwrap_or_default()
}

/// As [`parse`]; `::a.b.c.d` is compared as `a.b.c.d` is.
fn comparable(text: &str) -> Option<(u128, u32)> {
    let (address, prefix) = parse(text)?;
    let mapped = text.contains('.') && address >> 32 == 0;
    Some((if mapped { 0xffff << 32 | address } else { address }, prefix))
}

fn ipv6_compare(row: &Row<'_>) -> Option<i64> {
    let ((a, p), (b, q), mask) = (comparable(row.text(0))?, comparable(row.text(1))?, mask(row, 2)?);
    let bits = p.min(q).min(mask);
    Some(network(a, bits).cmp(&network(b, bits)) as i64)
}

fn ipv6_is_match(row: &Row<'_>) -> Option<bool> {
    Some(ipv6_compare(row)? == 0)
}

fn is_in(address: (u128, u32), range: (u128, u32)) -> bool {
    let bits = address.1.min(range.1);
    network(address.0, bits) == network(range.0, bits)
}

fn ipv6_is_in_range(row: &Row<'_>) -> Option<bool> {
    Some(is_in(comparable(row.text(0))?, comparable(row.text(1))?))
}

fn ipv6_is_in_any_range(row: &Row<'_>) -> Option<bool> {
    let address = comparable(&row.spelled(0))?;
    Some(v4::listed(row, 1).iter().filter_map(|range| comparable(range)).any(|range| is_in(address, range)))
}

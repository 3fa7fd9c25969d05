//! IPv6. <https://learn.microsoft.com/kusto/query/ipv6-functions>

use std::net::Ipv6Addr;

use super::{Network, v4};
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
fn comparable(text: &str) -> Option<Network> {
    let (address, prefix) = parse(text)?;
    let mapped = text.contains('.') && address >> 32 == 0;
    Some(Network { address: if mapped { 0xffff << 32 | address } else { address }, prefix })
}

comparisons!(comparable; ipv6_compare, ipv6_is_match, ipv6_is_in_range, ipv6_is_in_any_range);

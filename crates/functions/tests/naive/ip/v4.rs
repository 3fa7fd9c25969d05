//! IPv4. <https://learn.microsoft.com/kusto/query/ipv4-functions>

use std::net::Ipv4Addr;

use lurcher_symbols::values::dynamic::Dynamic;

use super::Network;
use crate::driver::Pool;
use crate::naive::{Row, naive};

const ADDRESSES: Pool = Pool::Also(&[
    "192.168.1.1",
    "192.168.1.1/24",
    "192.168.1.255/24",
    "10.0.0.1",
    "10.1.2.3/8",
    "172.16.0.1",
    "172.32.0.1/12",
    "127.0.0.1/16",
    "0.0.0.0",
    "255.255.255.255/31",
    "1.2.3.4/0",
    "1.2.3.4/32",
    "1.2.3.4/33",
    "1.2.3",
    "1.2.3.256",
    "a.b.c.d",
    "::1",
    "",
    " 10.0.0.1 ",
    "192.168.1.0/25",
    "10.0.0.255",
    "9.255.255.255",
    "256.1.1.1",
    "1.2.3.4/",
    "169.254.1.1",
]);
const MASKS: Pool = Pool::Also(&["0", "1", "8", "24", "31", "32", "33", "-1"]);
const NUMBERS: Pool = Pool::Also(&[
    "3232235777",
    "0",
    "4294967295",
    "4294967296",
    "-1",
    "192.168.1.1",
    "10.1.2.3/8",
    "16909060",
    "x",
    "1.5",
]);
const RANGES: Pool = Pool::Also(&[
    "[\"11.0.0.0/8\",\"10.0.0.0/8\"]",
    "[\"192.168.1.0/24\"]",
    "[]",
    "[\"x\"]",
    "192.168.1.0/24",
    "10.0.0.0/8",
    "192.168.1.1",
    "[1]",
    "{}",
    "x",
]);
const FIRST: Pool = Pool::Also(&["1.1.128.0", "1.1.128.1", "0.0.0.0", "10.0.0.3", "x"]);
const LAST: Pool = Pool::Also(&["1.1.140.255", "1.1.128.9", "10.0.0.3", "255.255.255.255"]);

naive! {
    parse_ipv4 => [ADDRESSES];
    parse_ipv4_mask => [ADDRESSES, MASKS];
    format_ipv4 => [NUMBERS, MASKS];
    format_ipv4_mask => [NUMBERS, MASKS];
    ipv4_compare => [ADDRESSES, ADDRESSES, MASKS];
    ipv4_is_match => [ADDRESSES, ADDRESSES, MASKS];
    ipv4_is_in_range => [ADDRESSES];
    ipv4_is_in_any_range => [ADDRESSES, RANGES];
    ipv4_is_private => [ADDRESSES];
    ipv4_netmask_suffix => [ADDRESSES];
    ipv4_range_to_cidr_list => [FIRST, LAST];
}

/// The address and the length of its prefix.
pub fn parse(text: &str) -> Option<(u32, u32)> {
    let text = text.trim();
    let (address, prefix) = text.split_once('/').unwrap_or((text, "32"));
    let digits = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let prefix = digits(prefix).then(|| prefix.parse().ok()).flatten().filter(|prefix| *prefix <= 32)?;
    let parts: Vec<&str> = address.split('.').collect();
    let numbers: Option<Vec<u8>> =
        parts.iter().map(|part| if digits(part) { part.parse().ok() } else { None }).collect();
    let numbers: [u8; 4] = numbers?.try_into().ok()?;
    Some((u32::from(Ipv4Addr::from(numbers)), prefix))
}

/// The address with only its first bits.
fn network(address: u32, bits: u32) -> u32 {
    if bits == 0 { 0 } else { address >> (32 - bits) << (32 - bits) }
}

/// A prefix length that an argument gives.
fn mask(row: &Row<'_>, i: usize) -> Option<u32> {
    if !row.has(i) {
        return Some(32);
    }
    u32::try_from(row.long(i)?).ok().filter(|bits| *bits <= 32)
}

fn parse_ipv4(row: &Row<'_>) -> Option<i64> {
    let (address, prefix) = parse(row.text(0))?;
    Some(i64::from(network(address, prefix)))
}

fn parse_ipv4_mask(row: &Row<'_>) -> Option<i64> {
    let ((address, prefix), mask) = (parse(row.text(0))?, mask(row, 1)?);
    Some(i64::from(network(address, prefix.min(mask))))
}

/// The network and its prefix; the address is a text or a number.
fn formatted(row: &Row<'_>) -> Option<(Ipv4Addr, u32)> {
    let (address, prefix) = match row.dynamic(0) {
        Dynamic::Long(number) => (u32::try_from(number).ok()?, 32),
        Dynamic::String(text) => parse(&text)?,
        _ => return None,
    };
    let bits = prefix.min(mask(row, 1)?);
    Some((Ipv4Addr::from(network(address, bits)), bits))
}

fn format_ipv4(row: &Row<'_>) -> String {
    formatted(row).map_or_else(String::new, |(address, _)| address.to_string())
}

fn format_ipv4_mask(row: &Row<'_>) -> String {
    formatted(row).map_or_else(String::new, |(address, bits)| format!("{address}/{bits}"))
}

fn parsed(text: &str) -> Option<Network> {
    let (address, prefix) = parse(text)?;
    Some(Network { address: u128::from(address) << 96, prefix })
}

comparisons!(parsed; ipv4_compare, ipv4_is_match, ipv4_is_in_range, ipv4_is_in_any_range);

fn ipv4_is_private(row: &Row<'_>) -> Option<bool> {
    let address = parsed(row.text(0))?;
    Some(
        ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]
            .into_iter()
            .filter_map(parsed)
            .any(|range| address.is_in(range)),
    )
}

fn ipv4_netmask_suffix(row: &Row<'_>) -> Option<i64> {
    Some(i64::from(parse(row.text(0))?.1))
}

/// The greatest networks that fit, one after the other.
fn ipv4_range_to_cidr_list(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let ((first, _), (last, _)) = (parse(row.text(0))?, parse(row.text(1))?);
    let (mut at, last) = (u64::from(first), u64::from(last));
    let mut networks = Vec::new();
    while at <= last {
        let mut bits = 32;
        while bits > 0 && at.is_multiple_of(1 << (33 - bits)) && at + (1 << (33 - bits)) - 1 <= last {
            bits -= 1;
        }
        networks.push(Dynamic::String(format!("{}/{bits}", Ipv4Addr::from(at as u32))));
        at += 1 << (32 - bits);
    }
    Some(networks)
}

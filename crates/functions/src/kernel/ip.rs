//! IP addresses and networks. <https://learn.microsoft.com/kusto/query/ipv4-functions>
//!
//! An address may end in a prefix length (`192.168.1.0/24`). Two addresses are compared by the bits that the shortest
//! of their prefixes covers.

use std::fmt::Write;
use std::net::Ipv6Addr;

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;

use super::networks::{Bits, Networks};
use super::operand::Operand;
use super::spelled::Spelled;
use super::term_set::texts_of;
use super::terms::{is_term_at, is_term_before};
use super::{Call, Scalars, bools};
use arrow::datatypes::Int64Type;

/// An IPv4 address with the number of bits of its network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct V4 {
    /// The address.
    pub address: u32,
    /// 0 to 32.
    pub prefix: u32,
}

impl V4 {
    /// The address that a text spells.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, number(prefix, 32)?),
            None => (text, 32),
        };
        let (octets, rest) = octets(address.as_bytes())?;
        rest.is_empty().then_some(Self { address: u32::from_be_bytes(octets), prefix })
    }

    /// The network of `prefix` bits, or of its own prefix where that is shorter. None for a prefix out of range.
    pub fn network(self, prefix: i64) -> Option<Self> {
        let prefix = u32::try_from(prefix).ok().filter(|p| *p <= 32)?.min(self.prefix);
        Some(Self { address: self.address & mask(prefix), prefix })
    }

    /// Whether an address is in this network.
    pub fn contains(self, other: Self) -> bool {
        let mask = mask(self.prefix.min(other.prefix));
        self.address & mask == other.address & mask
    }

    /// The address mapped into IPv6, and how many bits of it count there.
    pub fn mapped(self) -> (u128, u32) {
        (u128::from(self.address) | MAPPED, self.prefix + 96)
    }

    /// `a.b.c.d`.
    pub fn write(self, out: &mut String) {
        let [a, b, c, d] = self.address.to_be_bytes();
        let _ = write!(out, "{a}.{b}.{c}.{d}");
    }
}

fn mask(prefix: u32) -> u32 {
    u32::MAX.checked_shl(32 - prefix).unwrap_or(0)
}

fn number(text: &str, most: u32) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|n| digits && *n <= most)
}

/// The four numbers that a text begins with, and what follows.
fn octets(text: &[u8]) -> Option<([u8; 4], &[u8])> {
    let mut octets = [0; 4];
    let (mut place, mut number, mut digits) = (0, 0_u32, 0);
    let mut end = text.len();
    for (i, byte) in text.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            number = number * 10 + u32::from(digit);
            digits += 1;
            if digits > 3 {
                return None;
            }
        } else if *byte == b'.' && digits > 0 && place < 3 {
            octets[place] = u8::try_from(number).ok()?;
            (place, number, digits) = (place + 1, 0, 0);
        } else {
            end = i;
            break;
        }
    }
    if place < 3 || digits == 0 {
        return None;
    }
    octets[3] = u8::try_from(number).ok()?;
    Some((octets, &text[end..]))
}

/// An IPv6 address with the number of bits of its network. IPv4 addresses are mapped to `::ffff:a.b.c.d`, their
/// prefixes counted from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct V6 {
    /// The address.
    pub address: u128,
    /// 0 to 128.
    pub prefix: u32,
    /// Whether it ends in an IPv4 address.
    dotted: bool,
}

impl V6 {
    /// The address that a text spells.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(v4) = V4::parse(text) {
            let (address, prefix) = v4.mapped();
            return Some(Self { address, prefix, dotted: true });
        }
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let dotted = address.contains('.');
        let prefix = match prefix {
            None => 128,
            Some(prefix) if dotted => number(prefix, 32)? + 96,
            Some(prefix) => number(prefix, 128)?,
        };
        Some(Self { address: address.parse::<Ipv6Addr>().ok()?.into(), prefix, dotted })
    }

    /// The network of `prefix` bits, or of its own prefix where that is shorter. None for a prefix out of range.
    pub fn network(self, prefix: i64) -> Option<Self> {
        let prefix = u32::try_from(prefix).ok().filter(|p| *p <= 128)?.min(self.prefix);
        Some(Self { address: self.address & mask_v6(prefix), prefix, ..self })
    }

    /// The order of two addresses by the bits that both prefixes and `prefix` cover. `::a.b.c.d` is the same as
    /// `a.b.c.d`.
    pub fn compare(self, other: Self, prefix: u32) -> std::cmp::Ordering {
        let mask = mask_v6(self.prefix.min(other.prefix).min(prefix));
        (self.mapped() & mask).cmp(&(other.mapped() & mask))
    }

    /// The address, one of IPv4 mapped as `::ffff:a.b.c.d`.
    pub fn mapped(self) -> u128 {
        if self.dotted && self.address >> 32 == 0 { self.address | MAPPED } else { self.address }
    }

    /// Eight groups of four digits.
    pub fn write(self, out: &mut String) {
        for (i, group) in Ipv6Addr::from(self.address).segments().into_iter().enumerate() {
            let _ = if i == 0 { write!(out, "{group:04x}") } else { write!(out, ":{group:04x}") };
        }
    }
}

const MAPPED: u128 = 0xffff << 32;

fn mask_v6(prefix: u32) -> u128 {
    u128::MAX.checked_shl(128 - prefix).unwrap_or(0)
}

/// The order of the first two arguments by IPv4, the third one limiting the bits; null where one is no address.
pub fn compare_v4(call: &Call<'_>) -> Result<impl Fn(usize) -> Option<std::cmp::Ordering>> {
    let (a, b, prefix) = (call.text(0)?, call.text(1)?, prefix(call, 2)?);
    let constants = [0, 1].map(|i| call.constant(i).map(|v| V4::parse(v.as_str().unwrap_or_default())));
    Ok(move |row| {
        let prefix = prefix.as_ref().map_or(Some(32), |p| p.get(row))?;
        if prefix > 32 {
            return None;
        }
        let a = constants[0].unwrap_or_else(|| V4::parse(a.get(row)))?;
        let b = constants[1].unwrap_or_else(|| V4::parse(b.get(row)))?;
        let bits = i64::from(a.prefix.min(b.prefix)).min(prefix);
        Some(a.network(bits)?.address.cmp(&b.network(bits)?.address))
    })
}

/// As [`compare_v4`], for IPv6 and IPv4 together.
pub fn compare_v6(call: &Call<'_>) -> Result<impl Fn(usize) -> Option<std::cmp::Ordering>> {
    let (a, b, prefix) = (call.text(0)?, call.text(1)?, prefix(call, 2)?);
    let constants = [0, 1].map(|i| call.constant(i).map(|v| V6::parse(v.as_str().unwrap_or_default())));
    Ok(move |row| {
        let prefix = prefix.as_ref().map_or(Some(128), |p| p.get(row))?;
        let prefix = u32::try_from(prefix).ok().filter(|p| *p <= 128)?;
        let a = constants[0].unwrap_or_else(|| V6::parse(a.get(row)))?;
        let b = constants[1].unwrap_or_else(|| V6::parse(b.get(row)))?;
        Some(a.compare(b, prefix))
    })
}

fn prefix<'a>(call: &Call<'a>, i: usize) -> Result<Option<Operand<'a, Int64Type>>> {
    if call.has(i) { Operand::longs(call, i).map(Some) } else { Ok(None) }
}

/// Texts that arguments `from` and all that follow hold, one by one or as arrays.
pub struct List<'a> {
    arguments: Vec<Scalars<'a>>,
    constant: bool,
}

impl<'a> List<'a> {
    /// The arguments from number `from` on.
    pub fn of(call: &Call<'a>, from: usize) -> Result<Self> {
        let constant = (from..call.len()).all(|i| call.constant(i).is_some());
        Ok(Self { arguments: Scalars::all(call, from)?, constant })
    }

    /// What `parse` makes of the texts of a row.
    fn parsed<T>(&self, row: usize, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut found = Vec::new();
        for argument in &self.arguments {
            match argument {
                Scalars::Dynamic(text) => found.extend(texts_of(text.option(row)).iter().filter_map(|t| parse(t))),
                other => {
                    let mut text = String::new();
                    other.write_text(row, &mut text);
                    found.extend(parse(&text));
                }
            }
        }
        found
    }
}

/// Whether the first argument is an address that any of the networks behind it holds; null where it is no address.
pub fn in_any_range(call: &Call<'_>, parse: fn(&str) -> Option<Bits>) -> Result<ColumnarValue> {
    let (source, list) = (Spelled::of(call, 0)?, List::of(call, 1)?);
    let networks = |row| Networks::new(list.parsed(row, parse).into_iter().map(Some));
    let constant = list.constant.then(|| networks(0));
    let mut buffer = String::new();
    bools(call.rows, |row| {
        let address = parse(source.get(row, &mut buffer))?;
        Some(constant.as_ref().map_or_else(|| networks(row).hold(address), |networks| networks.hold(address)))
    })
}

/// Whether any of the texts that follow the first argument stands in it as an IPv4 address, or begins one. `parse`
/// reads what is looked for.
pub fn mentions(call: &Call<'_>, parse: impl Fn(&str) -> Option<V4>) -> Result<ColumnarValue> {
    let (source, list) = (Spelled::of(call, 0)?, List::of(call, 1)?);
    let constant = list.constant.then(|| list.parsed(0, &parse));
    let mut buffer = String::new();
    bools(call.rows, |row| {
        let source = source.get(row, &mut buffer);
        Some(match &constant {
            Some(wanted) => is_mentioned(source, wanted),
            None => is_mentioned(source, &list.parsed(row, &parse)),
        })
    })
}

/// Whether a text holds an address of one of the networks that no letter or digit touches.
fn is_mentioned(text: &str, wanted: &[V4]) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|p| at + p) {
        let found = octets(&bytes[start..]).filter(|_| !is_term_before(text, start));
        if let Some((octets, rest)) = found {
            let found = V4 { address: u32::from_be_bytes(octets), prefix: 32 };
            let end = bytes.len() - rest.len();
            if !is_term_at(text, end) && wanted.iter().any(|network| network.contains(found)) {
                return true;
            }
            if bytes.get(end) != Some(&b'.') {
                // No other address can begin in the middle of this one.
                at = end;
                continue;
            }
        }
        at = start + bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
    }
    false
}

/// An address without a prefix length.
pub fn plain_address(text: &str) -> Option<V4> {
    if text.contains('/') { None } else { V4::parse(text) }
}

/// An address, or its first one to three numbers with a dot behind each.
pub fn address_prefix(text: &str) -> Option<V4> {
    let Some(numbers) = text.strip_suffix('.') else { return plain_address(text) };
    let mut octets = [0; 4];
    let mut count = 0;
    for part in numbers.split('.') {
        *octets.get_mut(count).filter(|_| count < 3)? = u8::try_from(number(part, 255)?).ok()?;
        count += 1;
    }
    Some(V4 { address: u32::from_be_bytes(octets), prefix: count as u32 * 8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for text in ["192.168.1.1", "0.0.0.0", "255.255.255.255/31", " 10.0.0.1 "] {
            assert!(V4::parse(text).is_some(), "{text}");
        }
        for text in ["", "1.2.3", "1.2.3.256", "1.2.3.4.5", "1.2.3.4/33", "1.2.3.4/", "a.b.c.d", "::1"] {
            assert_eq!(V4::parse(text), None, "{text}");
        }
    }

    /// The documentation of `has_ipv4_prefix()`.
    #[test]
    fn prefixes() {
        assert_eq!(address_prefix("127.0."), Some(V4 { address: 0x7f00_0000, prefix: 16 }));
        for text in ["127.0", "127.0.0.0.", ".", "300."] {
            assert_eq!(address_prefix(text), None, "{text}");
        }
    }
}

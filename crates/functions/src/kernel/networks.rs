//! Many networks, to be searched for those that hold an address.

use std::cell::RefCell;
use std::rc::Rc;

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use rustc_hash::FxHashMap;

use super::elements::{elements, write_array};
use super::ip::{V4, V6};
use super::term_set::texts_of;
use super::{Call, dynamics};

/// The bits of an address and how many of them count. IPv4 addresses are mapped into IPv6.
pub type Bits = (u128, u32);

/// Reads an IPv4 address.
pub fn v4(text: &str) -> Option<Bits> {
    V4::parse(text).map(|v4| v4.mapped())
}

/// Reads an IPv6 or IPv4 address.
pub fn v6(text: &str) -> Option<Bits> {
    V6::parse(text).map(|v6| (v6.mapped(), v6.prefix))
}

/// Networks by the length of their prefixes.
#[derive(Debug, Default)]
pub struct Networks {
    levels: Vec<(u32, FxHashMap<u128, Vec<usize>>)>,
}

impl Networks {
    /// The networks of an iterator, known by their places in it; those that are none are left out.
    pub fn new(networks: impl IntoIterator<Item = Option<Bits>>) -> Self {
        let mut levels: Vec<(u32, FxHashMap<u128, Vec<usize>>)> = Vec::new();
        for (place, network) in networks.into_iter().enumerate() {
            let Some((address, prefix)) = network else { continue };
            let level = match levels.iter().position(|(p, _)| *p == prefix) {
                Some(level) => level,
                None => {
                    levels.push((prefix, FxHashMap::default()));
                    levels.len() - 1
                }
            };
            levels[level].1.entry(address & mask(prefix)).or_default().push(place);
        }
        Self { levels }
    }

    /// Adds the places of the networks that hold an address to `found`, in order. A network is held by those that it
    /// overlaps.
    pub fn find(&self, (address, bits): Bits, found: &mut Vec<usize>) {
        for (prefix, networks) in &self.levels {
            if *prefix <= bits {
                found.extend(networks.get(&(address & mask(*prefix))).into_iter().flatten());
            } else {
                let overlaps = |network: &u128| network & mask(bits) == address & mask(bits);
                found.extend(networks.iter().filter(|(network, _)| overlaps(network)).flat_map(|(_, places)| places));
            }
        }
        found.sort_unstable();
    }

    /// Whether a network holds an address.
    pub fn hold(&self, (address, bits): Bits) -> bool {
        self.levels.iter().any(|(prefix, networks)| match *prefix <= bits {
            true => networks.contains_key(&(address & mask(*prefix))),
            false => networks.keys().any(|network| network & mask(bits) == address & mask(bits)),
        })
    }
}

fn mask(prefix: u32) -> u128 {
    u128::MAX.checked_shl(128 - prefix).unwrap_or(0)
}

/// A table of networks: each row a network and further keys.
#[derive(Debug)]
pub struct LookupTable {
    /// The networks.
    pub networks: Networks,
    /// The further keys of each network.
    pub keys: Vec<Vec<String>>,
    /// The texts of the networks as canonical JSON strings.
    pub names: Vec<String>,
}

thread_local! {
    static LAST: RefCell<Option<(String, Rc<LookupTable>)>> = const { RefCell::new(None) };
}

impl LookupTable {
    /// The table that a canonical array of arrays holds, each a network's text and its further keys. A thread keeps the
    /// last one: the batches of a query all have the same.
    pub fn of(rows: &str, parse: fn(&str) -> Option<Bits>) -> Rc<Self> {
        let kept = LAST.with_borrow(|last| last.as_ref().filter(|(text, _)| text == rows).map(|(_, t)| Rc::clone(t)));
        kept.unwrap_or_else(|| {
            let table = Rc::new(Self::read(rows, parse));
            LAST.set(Some((rows.to_owned(), Rc::clone(&table))));
            table
        })
    }

    fn read(rows: &str, parse: fn(&str) -> Option<Bits>) -> Self {
        let mut parts = Vec::new();
        elements(Some(rows), &mut parts);
        let (mut keys, mut names, mut networks) = (Vec::new(), Vec::new(), Vec::new());
        for row in parts {
            let mut fields = Vec::new();
            elements(Some(row), &mut fields);
            let texts = texts_of(Some(row));
            networks.push(texts.first().and_then(|text| parse(text)));
            keys.push(texts.into_iter().skip(1).map(|key| key.into_owned()).collect());
            names.push(fields.first().map_or_else(String::new, |name| (*name).to_owned()));
        }
        Self { networks: Networks::new(networks), keys, names }
    }
}

/// The texts of the networks in a table (the first argument) that hold an address (the second one) and have the same
/// further keys (the rest). Null where there is none: a row with a null stays when it is expanded, one with an empty
/// array does not.
pub fn look_up(call: &Call<'_>, parse: fn(&str) -> Option<Bits>) -> Result<ColumnarValue> {
    let table = LookupTable::of(call.text(0)?.get(0), parse);
    let address = call.text(1)?;
    let keys = (2..call.len()).map(|i| call.text(i)).collect::<Result<Vec<_>>>()?;
    let mut found = Vec::new();
    dynamics(call.rows, |row, out| {
        found.clear();
        if let Some(address) = parse(address.get(row)) {
            table.networks.find(address, &mut found);
        }
        let same = |place: &&usize| table.keys[**place].iter().zip(&keys).all(|(a, b)| a == b.get(row));
        write_array(found.iter().filter(same).map(|place| table.names[*place].as_str()), out);
        out != "[]"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_networks() {
        let networks = Networks::new(["10.0.0.0/8", "10.1.0.0/16", "none", "0.0.0.0/0", "10.1.2.3"].map(v4));
        let find = |text: &str| {
            let mut found = Vec::new();
            networks.find(v4(text).unwrap_or_default(), &mut found);
            found
        };
        assert_eq!(find("10.1.2.3"), [0, 1, 3, 4]);
        assert_eq!(find("10.2.2.3"), [0, 3]);
        assert_eq!(find("11.2.2.3"), [3]);
        assert_eq!(find("10.1.0.0/15"), [0, 1, 3, 4]);
    }
}

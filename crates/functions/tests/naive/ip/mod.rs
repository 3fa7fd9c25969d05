//! IP addresses.

use lurcher_symbols::values::dynamic::Dynamic;

use crate::naive::{Row, category};
use crate::spelling::spell_dynamic;

/// The functions that compare what `$network` makes of texts, of which the first `mask` bits count.
macro_rules! comparisons {
    ($network:ident; $compare:ident, $is_match:ident, $is_in_range:ident, $is_in_any_range:ident) => {
        fn $compare(row: &Row<'_>) -> Option<i64> {
            Some($network(row.text(0))?.compare($network(row.text(1))?, mask(row, 2)?))
        }

        fn $is_match(row: &Row<'_>) -> Option<bool> {
            Some($compare(row)? == 0)
        }

        fn $is_in_range(row: &Row<'_>) -> Option<bool> {
            Some($network(row.text(0))?.is_in($network(row.text(1))?))
        }

        fn $is_in_any_range(row: &Row<'_>) -> Option<bool> {
            let address = $network(&row.spelled(0))?;
            Some(super::listed(row, 1).iter().filter_map(|range| $network(range)).any(|range| address.is_in(range)))
        }
    };
}

pub mod mentioned;
pub mod v4;
pub mod v6;

category!(mentioned, v4, v6);

/// Addresses with the same first bits.
#[derive(Debug, Clone, Copy)]
struct Network {
    /// An address, whose first bit is the highest.
    address: u128,
    /// How many bits count.
    prefix: u32,
}

impl Network {
    /// How the bits compare that count in both, and are among the first `most`.
    fn compare(self, other: Self, most: u32) -> i64 {
        let bits = self.prefix.min(other.prefix).min(most);
        let first = |network: Self| if bits == 0 { 0 } else { network.address >> (128 - bits) };
        first(self).cmp(&first(other)) as i64
    }

    fn is_in(self, range: Self) -> bool {
        self.compare(range, 128) == 0
    }
}

/// The texts that arguments from `first` on are, or hold in arrays.
fn listed(row: &Row<'_>, first: usize) -> Vec<String> {
    let mut texts = Vec::new();
    for i in first..row.len() {
        match row.dynamic(i) {
            Dynamic::Array(elements) => texts.extend(elements.iter().map(spell_dynamic)),
            Dynamic::Null | Dynamic::Bag(_) => {}
            scalar => texts.push(spell_dynamic(&scalar)),
        }
    }
    texts
}

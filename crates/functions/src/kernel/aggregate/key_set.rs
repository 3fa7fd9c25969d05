//! A set of keys that is small when it holds few.

use std::fmt::Debug;

use super::hash::{fold, mix};

/// A key of a [`KeySet`].
pub trait Key: Copy + Eq + Default + Debug + Send + Sync + 'static {
    /// How many bytes it has.
    const BYTES: usize;

    /// A hash of it.
    fn hash(self) -> u64;

    /// Appends its bytes.
    fn write(self, out: &mut Vec<u8>);

    /// The key of [`Self::BYTES`] bytes.
    fn read(bytes: &[u8]) -> Self;
}

impl Key for u64 {
    const BYTES: usize = 8;

    fn hash(self) -> u64 {
        mix(self)
    }

    fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }

    fn read(bytes: &[u8]) -> Self {
        bytes.try_into().map_or(0, u64::from_le_bytes)
    }
}

impl Key for u128 {
    const BYTES: usize = 16;

    fn hash(self) -> u64 {
        fold(self)
    }

    fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }

    fn read(bytes: &[u8]) -> Self {
        bytes.try_into().map_or(0, u128::from_le_bytes)
    }
}

/// Keys in open addressing; 24 bytes when empty, at most twice the keys' size and a bit when not.
#[derive(Debug, Clone)]
pub struct KeySet<K> {
    /// A power of two of slots, or none; an empty slot holds zero.
    slots: Box<[K]>,
    /// How many slots are taken.
    taken: u32,
    /// Whether zero, which no slot can hold, is in the set.
    zero: bool,
}

impl<K> Default for KeySet<K> {
    fn default() -> Self {
        Self { slots: Box::default(), taken: 0, zero: false }
    }
}

impl<K: Key> KeySet<K> {
    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.taken as usize + usize::from(self.zero)
    }

    /// Adds a key; whether it is new.
    #[inline]
    pub fn insert(&mut self, key: K) -> bool {
        if key == K::default() {
            return !std::mem::replace(&mut self.zero, true);
        }
        if (self.taken as usize + 1) * 8 > self.slots.len() * 7 {
            self.grow(self.taken as usize + 1);
        }
        let mask = self.slots.len() - 1;
        let mut at = key.hash() as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot == key {
                return false;
            }
            if slot == K::default() {
                self.slots[at] = key;
                self.taken += 1;
                return true;
            }
            at = (at + 1) & mask;
        }
    }

    /// All keys, in no order.
    pub fn iter(&self) -> impl Iterator<Item = K> + '_ {
        let zero = self.zero.then(K::default);
        zero.into_iter().chain(self.slots.iter().copied().filter(|k| *k != K::default()))
    }

    /// Bytes on the heap.
    pub fn heap(&self) -> usize {
        self.slots.len() * size_of::<K>()
    }

    fn grow(&mut self, wanted: usize) {
        let slots = (wanted * 8 / 7 + 1).next_power_of_two().max(4);
        let old = std::mem::replace(&mut self.slots, vec![K::default(); slots].into_boxed_slice());
        let mask = slots - 1;
        for key in old.iter().copied().filter(|k| *k != K::default()) {
            let mut at = key.hash() as usize & mask;
            while self.slots[at] != K::default() {
                at = (at + 1) & mask;
            }
            self.slots[at] = key;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_kept_once() {
        let mut set = KeySet::<u64>::default();
        for round in 0..2 {
            for key in 0..10_000_u64 {
                assert_eq!(set.insert(key * key), round == 0);
            }
        }
        assert_eq!(set.len(), 10_000);
        let mut keys: Vec<u64> = set.iter().collect();
        keys.sort_unstable();
        assert!(keys.into_iter().eq((0..10_000).map(|k| k * k)));
    }

    #[test]
    fn an_empty_set_is_small() {
        assert_eq!(size_of::<KeySet<u128>>(), 24);
        assert_eq!(KeySet::<u128>::default().heap(), 0);
    }
}

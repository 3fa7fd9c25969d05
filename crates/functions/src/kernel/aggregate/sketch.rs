//! What is known of the different values of one group: their hashes as long as there are few, then registers of
//! [`super::hll`].
//!
//! As a value that `hll()` gives and `dcount_hll()` reads it is the array `[[1024,PRECISION],[HASHES],[REGISTERS]]`:
//! hashes as strings of whole numbers, registers as one string in Base64.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::hll;
use crate::kernel::Cell;
use crate::kernel::elements::elements;

/// What stands in front of the precision in a value. Nobody reads it.
const FORMAT: u32 = 1024;

/// The precision of an accuracy, 0 to 4, whose standard errors are 1.6, 0.8, 0.4, 0.28 and 0.2 %.
/// <https://learn.microsoft.com/kusto/query/dcount-aggregation-function#estimation-accuracy>
pub(super) fn precision(accuracy: i64) -> Option<u8> {
    Some(match accuracy {
        0 => 12,
        1 => 14,
        2 => 16,
        3 => 17,
        4 => 18,
        _ => return None,
    })
}

/// Hashes as long as they take less room than registers.
#[derive(Debug)]
pub(super) enum Sketch {
    /// At most two, as most groups of a fine grouping have.
    Few(u8, [u64; 2]),
    /// Hashes as they came, since the last of them were sorted out. To append touches one place in memory, where a hash
    /// table would touch any.
    Many(Vec<u64>),
    Registers(Box<[u8]>),
}

impl Default for Sketch {
    fn default() -> Self {
        Sketch::Few(0, [0; 2])
    }
}

/// The first byte of a partial state.
pub(super) const HASHES: u8 = 0;
const REGISTERS: u8 = 1;
/// How many hashes are worth sorting out.
const CHUNK: usize = 64;

impl Sketch {
    /// Adds a hash; `registers` are the most that there will be, `heap` counts bytes.
    #[inline]
    pub(super) fn add(&mut self, hash: u64, registers: usize, heap: &mut usize) {
        match self {
            Sketch::Many(hashes) if hashes.len() < hashes.capacity() => hashes.push(hash),
            Sketch::Many(_) => self.add_many(&[hash], registers, heap),
            Sketch::Registers(dense) => hll::add(dense, hash),
            Sketch::Few(n, keys) => match keys[..usize::from(*n)].contains(&hash) {
                true => {}
                false if usize::from(*n) < keys.len() => {
                    keys[usize::from(*n)] = hash;
                    *n += 1;
                }
                false => {
                    let mut hashes = Vec::with_capacity(CHUNK / 8);
                    hashes.extend(*keys);
                    hashes.push(hash);
                    *heap += hashes.capacity() * 8;
                    *self = Sketch::Many(hashes);
                }
            },
        }
    }

    /// Adds hashes for which there may be no room.
    fn add_many(&mut self, more: &[u64], registers: usize, heap: &mut usize) {
        let Sketch::Many(hashes) = self else {
            return more.iter().for_each(|hash| self.add(*hash, registers, heap));
        };
        let before = hashes.capacity();
        if hashes.len() + more.len() > before.max(CHUNK) {
            hashes.sort();
            hashes.dedup();
            // Room for as many as there are, so that all are sorted a few times only.
            let room = more.len().max(hashes.len()).max(CHUNK / 2);
            hashes.reserve_exact(room);
        }
        hashes.extend_from_slice(more);
        *heap += (hashes.capacity() - before) * 8;
        if hashes.len() * 8 > registers {
            hashes.sort();
            hashes.dedup();
            if hashes.len() * 8 > registers {
                self.spread(registers, heap);
            }
        }
    }

    /// Goes over to registers.
    fn spread(&mut self, registers: usize, heap: &mut usize) {
        let mut dense = vec![0; registers].into_boxed_slice();
        match self {
            Sketch::Few(n, keys) => keys[..usize::from(*n)].iter().for_each(|hash| hll::add(&mut dense, *hash)),
            Sketch::Many(hashes) => hashes.iter().for_each(|hash| hll::add(&mut dense, *hash)),
            Sketch::Registers(_) => return,
        }
        *heap = *heap + registers - self.heap();
        *self = Sketch::Registers(dense);
    }

    /// Adds a saved state; `buffer` is scratch space.
    pub(super) fn merge(&mut self, state: &[u8], registers: usize, heap: &mut usize, buffer: &mut Vec<u64>) {
        match state.split_first() {
            Some((&REGISTERS, others)) => {
                if !matches!(self, Sketch::Registers(_)) {
                    self.spread(registers, heap);
                }
                if let Sketch::Registers(dense) = self {
                    hll::merge(dense, others);
                }
            }
            Some((_, hashes)) => {
                buffer.clear();
                buffer.extend(hashes.as_chunks::<8>().0.iter().map(|hash| u64::from_le_bytes(*hash)));
                if matches!(self, Sketch::Few(0, _)) && buffer.len() > 2 {
                    *self = Sketch::Many(Vec::new());
                }
                self.add_many(buffer, registers, heap);
            }
            None => {}
        }
    }

    /// Replaces `out` by the state.
    pub(super) fn save(&mut self, out: &mut Vec<u8>) {
        out.clear();
        match self {
            Sketch::Few(n, keys) => {
                out.push(HASHES);
                keys[..usize::from(*n)].iter().for_each(|hash| out.extend_from_slice(&hash.to_le_bytes()));
            }
            Sketch::Many(hashes) => {
                hashes.sort();
                hashes.dedup();
                out.push(HASHES);
                hashes.iter().for_each(|hash| out.extend_from_slice(&hash.to_le_bytes()));
            }
            Sketch::Registers(dense) => {
                out.push(REGISTERS);
                out.extend_from_slice(dense);
            }
        }
    }

    /// How many different hashes were added.
    pub(super) fn count(&mut self) -> i64 {
        match self {
            Sketch::Few(n, _) => i64::from(*n),
            Sketch::Many(hashes) => {
                hashes.sort();
                hashes.dedup();
                hashes.len() as i64
            }
            Sketch::Registers(dense) => hll::estimate(dense).round() as i64,
        }
    }

    /// Whether no hash was added.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Sketch::Few(0, _))
    }

    /// Bytes on the heap.
    pub(super) fn heap(&self) -> usize {
        match self {
            Sketch::Few(..) => 0,
            Sketch::Many(hashes) => hashes.capacity() * 8,
            Sketch::Registers(dense) => dense.len(),
        }
    }
}

impl Sketch {
    /// Appends the value that `hll()` gives.
    pub(super) fn write_value(&mut self, precision: u8, out: &mut String) {
        let _ = write!(out, "[[{FORMAT},{precision}],[");
        if !matches!(self, Sketch::Registers(_)) {
            let mut state = Vec::new();
            self.save(&mut state);
            for (i, hash) in state[1..].as_chunks::<8>().0.iter().enumerate() {
                let _ = write!(out, "{}\"{}\"", if i > 0 { "," } else { "" }, i64::from_le_bytes(*hash));
            }
        }
        out.push_str("],[");
        if let Sketch::Registers(dense) = self {
            let _ = write!(out, "\"{}\"", STANDARD.encode(dense));
        }
        out.push_str("]]");
    }

    /// The sketch of a value in canonical text, and its precision; none where it is no such value.
    pub(super) fn read_value(text: &str) -> Option<(Self, u8)> {
        let (mut parts, mut inner) = (Vec::new(), Vec::new());
        elements(Some(text), &mut parts);
        let [format, hashes, registers] = parts.as_slice() else { return None };
        elements(Some(format), &mut inner);
        let [_, precision] = inner.as_slice() else { return None };
        let precision = precision.parse().ok().filter(|p| (4..=18).contains(p))?;
        let size = 1_usize << precision;
        let (mut sketch, mut heap) = (Sketch::default(), 0);
        if !elements(Some(hashes), &mut inner) {
            return None;
        }
        for hash in &inner {
            let Cell::Text(hash) = Cell::of(Some(hash)) else { return None };
            sketch.add(hash.parse::<i64>().ok()? as u64, size, &mut heap);
        }
        if !elements(Some(registers), &mut inner) {
            return None;
        }
        if let Some(registers) = inner.first() {
            let Cell::Text(registers) = Cell::of(Some(registers)) else { return None };
            let registers = STANDARD.decode(registers.as_bytes()).ok().filter(|r| r.len() == size)?;
            if registers.iter().any(|rank| *rank > 65 - precision) {
                return None;
            }
            sketch.spread(size, &mut heap);
            if let Sketch::Registers(dense) = &mut sketch {
                hll::merge(dense, &registers);
            }
        }
        Some((sketch, precision))
    }
}

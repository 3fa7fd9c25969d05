//! `dcount`: an estimate of how many different values there are; exact as long as there are few.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BinaryViewArray, BinaryViewBuilder, BooleanArray, Int64Array};
use arrow::datatypes::DataType;
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::{EmitTo, Expr, GroupsAccumulator};
use lurcher_symbols::ScalarType;

use super::hash::hashes;
use super::hll;
use super::selection::{downcast, each_row, selected};
use super::udaf::{Family, Groups, call};
use crate::types::arrow_type;

/// How many different values `arg` has; nulls do not count. `accuracy` 0 to 4 are the standard errors 1.6, 0.8, 0.4, 0.28 and 0.2 %.
/// <https://learn.microsoft.com/kusto/query/dcount-aggregation-function#estimation-accuracy>
pub fn dcount(arg: Expr, ty: ScalarType, accuracy: i64, filter: Option<Expr>) -> Result<Expr> {
    let precision = match accuracy {
        0 => 12,
        1 => 14,
        2 => 16,
        3 => 17,
        4 => 18,
        _ => return plan_err!("dcount(): the accuracy is {accuracy}, which must be 0 to 4"),
    };
    let family = DistinctCount { ty: arrow_type(ty), registers: 1 << precision };
    Ok(call(format!("dcount({ty};{accuracy})"), family, vec![arg], filter))
}

#[derive(Debug)]
struct DistinctCount {
    ty: DataType,
    registers: usize,
}

impl Family for DistinctCount {
    fn arguments(&self) -> Vec<DataType> {
        vec![self.ty.clone()]
    }

    fn state(&self) -> Vec<DataType> {
        vec![DataType::BinaryView]
    }

    fn result(&self) -> DataType {
        DataType::Int64
    }

    fn accumulator(&self) -> Box<dyn Groups> {
        Box::new(Sketches { registers: self.registers, sketches: Vec::new(), heap: 0, hashes: Vec::new() })
    }
}

/// Hashes as long as they take less room than registers.
#[derive(Debug)]
enum Sketch {
    /// At most two, as most groups of a fine grouping have.
    Few(u8, [u64; 2]),
    /// Hashes as they came, since the last of them were sorted out. To append touches one place in memory, where a hash table would touch any.
    Many(Vec<u64>),
    Registers(Box<[u8]>),
}

impl Default for Sketch {
    fn default() -> Self {
        Sketch::Few(0, [0; 2])
    }
}

/// The first byte of a partial state.
const HASHES: u8 = 0;
const REGISTERS: u8 = 1;
/// How many hashes are worth sorting out.
const CHUNK: usize = 64;

impl Sketch {
    #[inline]
    fn add(&mut self, hash: u64, registers: usize, heap: &mut usize) {
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
    fn merge(&mut self, state: &[u8], registers: usize, heap: &mut usize, buffer: &mut Vec<u64>) {
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

    fn save(&mut self, out: &mut Vec<u8>) {
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

    fn count(&mut self) -> i64 {
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

    fn heap(&self) -> usize {
        match self {
            Sketch::Few(..) => 0,
            Sketch::Many(hashes) => hashes.capacity() * 8,
            Sketch::Registers(dense) => dense.len(),
        }
    }
}

#[derive(Debug)]
struct Sketches {
    registers: usize,
    sketches: Vec<Sketch>,
    /// Bytes that the sketches hold on the heap.
    heap: usize,
    /// The hashes of a batch, or of a state.
    hashes: Vec<u64>,
}

impl Sketches {
    fn emit(&mut self, emit_to: EmitTo) -> Vec<Sketch> {
        let sketches = emit_to.take_needed(&mut self.sketches);
        self.heap -= sketches.iter().map(Sketch::heap).sum::<usize>();
        sketches
    }
}

impl GroupsAccumulator for Sketches {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.sketches.resize_with(total, Sketch::default);
        hashes(&values[0], &mut self.hashes)?;
        let Self { registers, sketches, heap, hashes } = self;
        each_row(groups, values[0].nulls(), filter, |row, group| sketches[group].add(hashes[row], *registers, heap));
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let counts = Int64Array::from_iter_values(self.emit(emit_to).iter_mut().map(Sketch::count));
        Ok(Arc::new(counts))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let sketches = self.emit(emit_to);
        let mut builder = BinaryViewBuilder::with_capacity(sketches.len());
        let mut bytes = Vec::new();
        for mut sketch in sketches {
            sketch.save(&mut bytes);
            builder.append_value(&bytes);
        }
        Ok(vec![Arc::new(builder.finish())])
    }

    fn merge_batch(&mut self, values: &[ArrayRef], groups: &[usize], total: usize) -> Result<()> {
        self.sketches.resize_with(total, Sketch::default);
        let states: &BinaryViewArray = downcast(&values[0])?;
        let Self { registers, sketches, heap, hashes } = self;
        for (row, group) in groups.iter().enumerate() {
            sketches[*group].merge(states.value(row), *registers, heap, hashes);
        }
        Ok(())
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let mut keys = Vec::new();
        hashes(&values[0], &mut keys)?;
        let rows = selected(values[0].nulls(), filter);
        let mut builder = BinaryViewBuilder::with_capacity(keys.len());
        for (row, hash) in keys.iter().enumerate() {
            if rows.as_ref().is_none_or(|rows| rows.value(row)) {
                let mut state = [HASHES; 9];
                state[1..].copy_from_slice(&hash.to_le_bytes());
                builder.append_value(state);
            } else {
                builder.append_value([]);
            }
        }
        Ok(vec![Arc::new(builder.finish())])
    }

    fn size(&self) -> usize {
        self.sketches.capacity() * size_of::<Sketch>() + self.heap + self.hashes.capacity() * 8
    }
}

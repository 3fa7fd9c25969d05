//! `dcount`: an estimate of how many different values there are; exact as long as there are few.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BinaryViewArray, BinaryViewBuilder, BooleanArray, Int64Array};
use arrow::datatypes::DataType;
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::{EmitTo, Expr, GroupsAccumulator};
use lurcher_symbols::ScalarType;

use super::hash::hashes;
use super::hll;
use super::key_set::KeySet;
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
    Many(KeySet<u64>),
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

impl Sketch {
    #[inline]
    fn add(&mut self, hash: u64, registers: usize, heap: &mut usize) {
        match self {
            Sketch::Registers(dense) => hll::add(dense, hash),
            Sketch::Many(set) => {
                let before = set.heap();
                set.insert(hash);
                *heap += set.heap() - before;
                if set.len() * 8 > registers {
                    self.spread(registers, heap);
                }
            }
            Sketch::Few(n, keys) => match keys[..usize::from(*n)].contains(&hash) {
                true => {}
                false if usize::from(*n) < keys.len() => {
                    keys[usize::from(*n)] = hash;
                    *n += 1;
                }
                false => {
                    let mut set = KeySet::default();
                    keys.iter().chain([&hash]).for_each(|key| {
                        set.insert(*key);
                    });
                    *heap += set.heap();
                    *self = Sketch::Many(set);
                }
            },
        }
    }

    /// Goes over to registers.
    fn spread(&mut self, registers: usize, heap: &mut usize) {
        let mut dense = vec![0; registers].into_boxed_slice();
        *heap += registers;
        match self {
            Sketch::Few(n, keys) => keys[..usize::from(*n)].iter().for_each(|hash| hll::add(&mut dense, *hash)),
            Sketch::Many(set) => {
                set.iter().for_each(|hash| hll::add(&mut dense, hash));
                *heap -= set.heap();
            }
            Sketch::Registers(_) => return,
        }
        *self = Sketch::Registers(dense);
    }

    fn merge(&mut self, state: &[u8], registers: usize, heap: &mut usize) {
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
                if let Sketch::Many(set) = self {
                    let before = set.heap();
                    set.reserve(hashes.len() / 8);
                    *heap += set.heap() - before;
                }
                for hash in hashes.as_chunks::<8>().0 {
                    self.add(u64::from_le_bytes(*hash), registers, heap);
                }
            }
            None => {}
        }
    }

    fn save(&self, out: &mut Vec<u8>) {
        out.clear();
        match self {
            Sketch::Few(n, keys) => {
                out.push(HASHES);
                keys[..usize::from(*n)].iter().for_each(|hash| out.extend_from_slice(&hash.to_le_bytes()));
            }
            Sketch::Many(set) => {
                out.push(HASHES);
                set.iter().for_each(|hash| out.extend_from_slice(&hash.to_le_bytes()));
            }
            Sketch::Registers(dense) => {
                out.push(REGISTERS);
                out.extend_from_slice(dense);
            }
        }
    }

    fn count(&self) -> i64 {
        match self {
            Sketch::Few(n, _) => i64::from(*n),
            Sketch::Many(set) => set.len() as i64,
            Sketch::Registers(dense) => hll::estimate(dense).round() as i64,
        }
    }

    fn heap(&self) -> usize {
        match self {
            Sketch::Few(..) => 0,
            Sketch::Many(set) => set.heap(),
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
    /// The hashes of a batch.
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
        let counts = Int64Array::from_iter_values(self.emit(emit_to).iter().map(Sketch::count));
        Ok(Arc::new(counts))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let sketches = self.emit(emit_to);
        let mut builder = BinaryViewBuilder::with_capacity(sketches.len());
        let mut bytes = Vec::new();
        for sketch in sketches {
            sketch.save(&mut bytes);
            builder.append_value(&bytes);
        }
        Ok(vec![Arc::new(builder.finish())])
    }

    fn merge_batch(&mut self, values: &[ArrayRef], groups: &[usize], total: usize) -> Result<()> {
        self.sketches.resize_with(total, Sketch::default);
        let states: &BinaryViewArray = downcast(&values[0])?;
        for (row, group) in groups.iter().enumerate() {
            self.sketches[*group].merge(states.value(row), self.registers, &mut self.heap);
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

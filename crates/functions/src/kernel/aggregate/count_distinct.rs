//! `count_distinct`: exactly how many different values there are.

use std::marker::PhantomData;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BinaryViewArray, BinaryViewBuilder, BooleanArray, Int64Array};
use arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::{EmitTo, Expr, GroupsAccumulator};
use lurcher_symbols::ScalarType;
use lurcher_symbols::mutants::{Mutant, is_planted};

use super::hash::{bits, keys_of};
use super::key_set::{Key, KeySet};
use super::selection::{downcast, each_row, selected};
use super::udaf::{Family, Groups, call};
use crate::types::arrow_type;

/// How many different values `arg` has; nulls do not count.
pub fn count_distinct(arg: Expr, ty: ScalarType, filter: Option<Expr>) -> Expr {
    let name = format!("count_distinct({ty})");
    match ty {
        ScalarType::String | ScalarType::Dynamic | ScalarType::Guid | ScalarType::Decimal => {
            call(name, Distinct::<u128>(arrow_type(ty), PhantomData), vec![arg], filter)
        }
        ScalarType::Bool
        | ScalarType::Int
        | ScalarType::Long
        | ScalarType::Real
        | ScalarType::DateTime
        | ScalarType::TimeSpan => call(name, Distinct::<u64>(arrow_type(ty), PhantomData), vec![arg], filter),
    }
}

#[derive(Debug)]
struct Distinct<K>(DataType, PhantomData<K>);

impl<K> PartialEq for Distinct<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K: ColumnKey> Family for Distinct<K> {
    fn arguments(&self) -> Vec<DataType> {
        vec![self.0.clone()]
    }

    fn state(&self) -> Vec<DataType> {
        vec![DataType::BinaryView]
    }

    fn result(&self) -> DataType {
        DataType::Int64
    }

    fn accumulator(&self) -> Box<dyn Groups> {
        Box::new(Sets::<K> { sets: Vec::new(), heap: 0, keys: Vec::new() })
    }
}

/// A key that the rows of a column have.
trait ColumnKey: Key {
    fn fill(column: &ArrayRef, out: &mut Vec<Self>) -> Result<()>;
}

impl ColumnKey for u64 {
    fn fill(column: &ArrayRef, out: &mut Vec<u64>) -> Result<()> {
        out.clear();
        bits(column, |key| out.push(key))
    }
}

impl ColumnKey for u128 {
    fn fill(column: &ArrayRef, out: &mut Vec<u128>) -> Result<()> {
        out.clear();
        keys_of(column, |key| out.push(key))
    }
}

#[derive(Debug)]
struct Sets<K> {
    sets: Vec<KeySet<K>>,
    /// Bytes that the sets hold on the heap.
    heap: usize,
    /// The keys of a batch.
    keys: Vec<K>,
}

impl<K: ColumnKey> Sets<K> {
    #[inline]
    fn add(sets: &mut [KeySet<K>], heap: &mut usize, group: usize, key: K) {
        let set = &mut sets[group];
        let before = set.heap();
        set.insert(key);
        *heap += set.heap() - before;
    }

    fn emit(&mut self, emit_to: EmitTo) -> Vec<KeySet<K>> {
        let sets = emit_to.take_needed(&mut self.sets);
        self.heap -= sets.iter().map(KeySet::heap).sum::<usize>();
        sets
    }
}

impl<K: ColumnKey> GroupsAccumulator for Sets<K> {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.sets.resize_with(total, KeySet::default);
        K::fill(&values[0], &mut self.keys)?;
        let Self { sets, heap, keys } = self;
        each_row(groups, values[0].nulls(), filter, |row, group| Self::add(sets, heap, group, keys[row]));
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let counts = Int64Array::from_iter_values(self.emit(emit_to).iter().map(|set| set.len() as i64));
        Ok(Arc::new(counts))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let sets = self.emit(emit_to);
        let mut builder = BinaryViewBuilder::with_capacity(sets.len());
        let mut bytes = Vec::new();
        for set in sets {
            bytes.clear();
            set.iter().for_each(|key| key.write(&mut bytes));
            builder.append_value(&bytes);
        }
        Ok(vec![Arc::new(builder.finish())])
    }

    fn merge_batch(&mut self, values: &[ArrayRef], groups: &[usize], total: usize) -> Result<()> {
        self.sets.resize_with(total, KeySet::default);
        let states: &BinaryViewArray = downcast(&values[0])?;
        let forgotten = usize::from(is_planted(Mutant::PartsForgetValues));
        for (row, group) in groups.iter().enumerate() {
            for key in states.value(row).chunks_exact(K::BYTES).skip(forgotten) {
                Self::add(&mut self.sets, &mut self.heap, *group, K::read(key));
            }
        }
        Ok(())
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let mut keys = Vec::new();
        K::fill(&values[0], &mut keys)?;
        let rows = selected(values[0].nulls(), filter);
        let mut builder = BinaryViewBuilder::with_capacity(keys.len());
        let mut bytes = Vec::new();
        for (row, key) in keys.iter().enumerate() {
            bytes.clear();
            if rows.as_ref().is_none_or(|rows| rows.value(row)) {
                key.write(&mut bytes);
            }
            builder.append_value(&bytes);
        }
        Ok(vec![Arc::new(builder.finish())])
    }

    fn size(&self) -> usize {
        self.sets.capacity() * size_of::<KeySet<K>>() + self.heap + self.keys.capacity() * K::BYTES
    }
}

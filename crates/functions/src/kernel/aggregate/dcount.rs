//! `dcount` and `hll`: an estimate of how many different values there are; exact as long as there are few.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BinaryViewArray, BinaryViewBuilder, BooleanArray, Int64Array, StringViewBuilder};
use arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::{EmitTo, Expr, GroupsAccumulator};
use lurcher_symbols::ScalarType;

use super::hash::hashes;
use super::selection::{downcast, each_row, selected};
use super::sketch::{HASHES, Sketch, precision};
use super::udaf::{Family, Groups, call};
use crate::types::arrow_type;

/// How many different values `arg` has; nulls do not count. `accuracy` is 0 to 4.
pub fn dcount(arg: Expr, ty: ScalarType, accuracy: i64, filter: Option<Expr>) -> Result<Expr> {
    distinct("dcount", false, arg, ty, accuracy, filter)
}

/// What `dcount` knows of the values of `arg`, as a value that merges.
/// <https://learn.microsoft.com/kusto/query/hll-aggregation-function>
pub fn hll_of(arg: Expr, ty: ScalarType, accuracy: i64, filter: Option<Expr>) -> Result<Expr> {
    distinct("hll", true, arg, ty, accuracy, filter)
}

fn distinct(
    function: &str,
    as_value: bool,
    arg: Expr,
    ty: ScalarType,
    accuracy: i64,
    filter: Option<Expr>,
) -> Result<Expr> {
    let Some(precision) = precision(accuracy) else {
        return refuse!("{function}(): the accuracy is {accuracy}, which must be 0 to 4");
    };
    let family = DistinctCount { ty: arrow_type(ty), precision, as_value };
    Ok(call(format!("{function}({ty};{accuracy})"), family, vec![arg], filter))
}

#[derive(Debug, PartialEq)]
struct DistinctCount {
    ty: DataType,
    precision: u8,
    /// Whether the sketch itself is the result, not its count.
    as_value: bool,
}

impl Family for DistinctCount {
    fn arguments(&self) -> Vec<DataType> {
        vec![self.ty.clone()]
    }

    fn state(&self) -> Vec<DataType> {
        vec![DataType::BinaryView]
    }

    fn result(&self) -> DataType {
        if self.as_value { DataType::Utf8View } else { DataType::Int64 }
    }

    fn accumulator(&self) -> Box<dyn Groups> {
        Box::new(Sketches {
            registers: 1 << self.precision,
            value: self.as_value.then_some(self.precision),
            sketches: Vec::new(),
            heap: 0,
            hashes: Vec::new(),
        })
    }
}

#[derive(Debug)]
struct Sketches {
    registers: usize,
    /// The precision, where the sketch itself is the result.
    value: Option<u8>,
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
        let Self { registers, sketches, heap, hashes, .. } = self;
        each_row(groups, values[0].nulls(), filter, |row, group| sketches[group].add(hashes[row], *registers, heap));
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let mut sketches = self.emit(emit_to);
        let Some(precision) = self.value else {
            return Ok(Arc::new(Int64Array::from_iter_values(sketches.iter_mut().map(Sketch::count))));
        };
        let mut builder = StringViewBuilder::with_capacity(sketches.len());
        let mut text = String::new();
        for sketch in &mut sketches {
            if sketch.is_empty() {
                builder.append_null();
                continue;
            }
            text.clear();
            sketch.write_value(precision, &mut text);
            builder.append_value(&text);
        }
        Ok(Arc::new(builder.finish()))
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
        let Self { registers, sketches, heap, hashes, .. } = self;
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

//! Aggregates over values that merge: `hll_merge` and `tdigest_merge`.

use std::fmt::Debug;
use std::marker::PhantomData;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray, StringViewArray, StringViewBuilder};
use arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, EmitTo, Expr, GroupsAccumulator};

use super::digest::Digest;
use super::selection::{downcast, each_row};
use super::sketch::Sketch;
use super::udaf::{Family, Groups, call};
use crate::kernel::{Call, Text, dynamics};

/// A value that merges with its like, and travels as a dynamic.
pub trait Mergeable: Debug + Send + Sync + Sized + 'static {
    /// The value of a dynamic's canonical text; none where it is something else.
    fn read(text: &str) -> Option<Self>;

    /// Takes another one in; `false` where they are not of one kind.
    fn merge(&mut self, other: Self) -> bool;

    /// Appends the canonical text.
    fn write(&mut self, out: &mut String);

    /// Bytes on the heap, about.
    fn heap(&self) -> usize;
}

/// What `hll()` gives.
/// <https://learn.microsoft.com/kusto/query/hll-aggregation-function>
#[derive(Debug)]
pub struct Hll {
    sketch: Sketch,
    precision: u8,
}

impl Hll {
    /// How many different values it has seen.
    pub fn count(&mut self) -> i64 {
        self.sketch.count()
    }
}

impl Mergeable for Hll {
    fn read(text: &str) -> Option<Self> {
        let (sketch, precision) = Sketch::read_value(text)?;
        Some(Self { sketch, precision })
    }

    fn merge(&mut self, mut other: Self) -> bool {
        let (mut state, mut heap) = (Vec::new(), self.sketch.heap());
        other.sketch.save(&mut state);
        self.sketch.merge(&state, 1 << self.precision, &mut heap, &mut Vec::new());
        self.precision == other.precision
    }

    fn write(&mut self, out: &mut String) {
        self.sketch.write_value(self.precision, out);
    }

    fn heap(&self) -> usize {
        self.sketch.heap()
    }
}

/// All values of `arg` in one; null where there are none, and where they are not of one kind. What is no such value
/// does not count.
pub fn merged<M: Mergeable>(function: &str, arg: Expr) -> Expr {
    call(function.to_owned(), Merging::<M>(PhantomData), vec![arg], None)
}

/// The arguments of each row in one; null where there are none, and where they are not of one kind.
pub fn merge_values<M: Mergeable>(call: &Call<'_>) -> Result<ColumnarValue> {
    let arguments = (0..call.len()).map(|i| call.text(i)).collect::<Result<Vec<Text<'_>>>>()?;
    dynamics(call.rows, |row, out| {
        let mut merged = Cell::<M>::Nothing;
        arguments.iter().filter_map(|argument| argument.option(row)).for_each(|text| merged.add(text));
        match merged {
            Cell::One(mut value) => {
                value.write(out);
                true
            }
            Cell::Nothing | Cell::Mixed => false,
        }
    })
}

#[derive(Debug)]
struct Merging<M>(PhantomData<M>);

impl<M> PartialEq for Merging<M> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<M: Mergeable> Family for Merging<M> {
    fn arguments(&self) -> Vec<DataType> {
        vec![DataType::Utf8View]
    }

    fn state(&self) -> Vec<DataType> {
        vec![DataType::Utf8View]
    }

    fn result(&self) -> DataType {
        DataType::Utf8View
    }

    fn accumulator(&self) -> Box<dyn Groups> {
        Box::new(Merged::<M>(Vec::new()))
    }
}

/// What the values of a group have become.
#[derive(Debug)]
enum Cell<M> {
    Nothing,
    One(M),
    /// Values of several kinds.
    Mixed,
}

/// How [`Cell::Mixed`] is written in a state: no value begins so.
const MIXED: &str = "mixed";

impl<M: Mergeable> Cell<M> {
    fn add(&mut self, text: &str) {
        if text == MIXED {
            *self = Cell::Mixed;
        }
        let Some(value) = M::read(text) else { return };
        match self {
            Cell::Nothing => *self = Cell::One(value),
            Cell::One(known) => {
                if !known.merge(value) {
                    *self = Cell::Mixed;
                }
            }
            Cell::Mixed => {}
        }
    }
}

#[derive(Debug)]
struct Merged<M>(Vec<Cell<M>>);

impl<M: Mergeable> Merged<M> {
    fn add(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.0.resize_with(total, || Cell::Nothing);
        let texts: &StringViewArray = downcast(&values[0])?;
        each_row(groups, texts.nulls(), filter, |row, group| self.0[group].add(texts.value(row)));
        Ok(())
    }

    fn texts(&mut self, emit_to: EmitTo, mixed: Option<&str>) -> ArrayRef {
        let cells = emit_to.take_needed(&mut self.0);
        let mut builder = StringViewBuilder::with_capacity(cells.len());
        let mut text = String::new();
        for cell in cells {
            match cell {
                Cell::Nothing => builder.append_null(),
                Cell::Mixed => builder.append_option(mixed),
                Cell::One(mut value) => {
                    text.clear();
                    value.write(&mut text);
                    builder.append_value(&text);
                }
            }
        }
        Arc::new(builder.finish())
    }
}

impl<M: Mergeable> GroupsAccumulator for Merged<M> {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.add(values, groups, filter, total)
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        Ok(self.texts(emit_to, None))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        Ok(vec![self.texts(emit_to, Some(MIXED))])
    }

    fn merge_batch(&mut self, values: &[ArrayRef], groups: &[usize], total: usize) -> Result<()> {
        self.add(values, groups, None, total)
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let rows: Vec<usize> = (0..values[0].len()).collect();
        let mut each = Self(Vec::new());
        each.update_batch(values, &rows, filter, rows.len())?;
        each.state(EmitTo::All)
    }

    fn size(&self) -> usize {
        let heap = |cell: &Cell<M>| match cell {
            Cell::One(value) => value.heap(),
            Cell::Nothing | Cell::Mixed => 0,
        };
        self.0.capacity() * size_of::<Cell<M>>() + self.0.iter().map(heap).sum::<usize>()
    }
}

impl Mergeable for Digest {
    fn read(text: &str) -> Option<Self> {
        Digest::parse(text)
    }

    fn merge(&mut self, other: Self) -> bool {
        self.take_in(other)
    }

    fn write(&mut self, out: &mut String) {
        Digest::write(self, out);
    }

    fn heap(&self) -> usize {
        Digest::heap(self)
    }
}

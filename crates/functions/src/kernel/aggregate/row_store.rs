//! One row for each group, kept as rows of Arrow batches.
//!
//! A batch's rows that matter are taken at once; what a group had before is left where it lies until there is more left behind than kept.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, StringViewArray, UInt32Array, new_empty_array, new_null_array};
use arrow::compute::{interleave, take};
use arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::EmitTo;

use super::selection::emitted;

/// The place of a row that is none.
const NOWHERE: (u32, u32) = (u32::MAX, 0);
/// Rows that may lie about before the store is tidied.
const SLACK: usize = 1 << 16;

/// Columns of the rows that groups have.
#[derive(Debug)]
pub struct RowStore {
    types: Vec<DataType>,
    batches: Vec<Vec<ArrayRef>>,
    /// Batch and row of each group.
    places: Vec<(u32, u32)>,
    rows: usize,
    bytes: usize,
}

impl RowStore {
    /// A store of rows of these columns.
    pub fn new(types: Vec<DataType>) -> Self {
        Self { types, batches: Vec::new(), places: Vec::new(), rows: 0, bytes: 0 }
    }

    /// Makes room for groups, which have no row yet.
    pub fn resize(&mut self, groups: usize) {
        self.places.resize(groups, NOWHERE);
    }

    /// Gives `groups[i]` the row `rows[i]` of a batch.
    pub fn put(&mut self, columns: &[ArrayRef], groups: &[usize], rows: Vec<u32>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        // Views of a few rows would hold all text of the batch.
        let sparse = rows.len() * 4 < columns.first().map_or(0, |c| c.len());
        let rows = UInt32Array::from(rows);
        let mut batch = Vec::with_capacity(columns.len());
        for column in columns {
            let taken = take(column, &rows, None)?;
            batch.push(if sparse { compact(&taken) } else { taken });
        }
        self.append(batch, groups);
        if self.rows > self.places.len() * 4 + SLACK {
            self.tidy()?;
        }
        Ok(())
    }

    /// The rows of the first groups, null where a group has none; they leave the store.
    pub fn emit(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let n = emitted(emit_to, self.places.len());
        let columns = self.gather(n)?;
        self.places.drain(..n);
        if self.places.is_empty() {
            *self = Self::new(std::mem::take(&mut self.types));
        } else {
            self.tidy()?;
        }
        Ok(columns)
    }

    /// Bytes held.
    pub fn size(&self) -> usize {
        self.bytes + self.places.capacity() * size_of::<(u32, u32)>()
    }

    fn append(&mut self, batch: Vec<ArrayRef>, groups: &[usize]) {
        let number = self.batches.len() as u32;
        for (row, group) in groups.iter().enumerate() {
            self.places[*group] = (number, row as u32);
        }
        self.rows += groups.len();
        self.bytes += batch.iter().map(used_bytes).sum::<usize>();
        self.batches.push(batch);
    }

    /// Leaves nothing but the groups' rows.
    fn tidy(&mut self) -> Result<()> {
        let columns: Vec<ArrayRef> = self.gather(self.places.len())?.iter().map(compact).collect();
        let groups: Vec<usize> = (0..self.places.len()).collect();
        let without: Vec<bool> = self.places.iter().map(|place| *place == NOWHERE).collect();
        (self.batches, self.rows, self.bytes) = (Vec::new(), 0, 0);
        self.append(columns, &groups);
        for (place, _) in self.places.iter_mut().zip(without).filter(|(_, without)| *without) {
            *place = NOWHERE;
        }
        Ok(())
    }

    fn gather(&self, groups: usize) -> Result<Vec<ArrayRef>> {
        // The last array has the null for groups without a row.
        let nowhere = (self.batches.len(), 0);
        let places: Vec<(usize, usize)> = self.places[..groups]
            .iter()
            .map(|place| if *place == NOWHERE { nowhere } else { (place.0 as usize, place.1 as usize) })
            .collect();
        let column = |(i, ty): (usize, &DataType)| {
            if groups == 0 {
                return Ok(new_empty_array(ty));
            }
            let null = new_null_array(ty, 1);
            let arrays: Vec<&dyn Array> =
                self.batches.iter().map(|batch| batch[i].as_ref()).chain([null.as_ref()]).collect();
            Ok(interleave(&arrays, &places)?)
        };
        self.types.iter().enumerate().map(column).collect()
    }
}

/// The bytes that a column's rows need. Buffers of text are shared between columns, so that the sum of their sizes says nothing.
fn used_bytes(column: &ArrayRef) -> usize {
    match column.as_any().downcast_ref::<StringViewArray>() {
        Some(text) => text.len() * size_of::<u128>() + text.total_buffer_bytes_used(),
        None => column.get_array_memory_size(),
    }
}

/// The same column without text that no row refers to.
fn compact(column: &ArrayRef) -> ArrayRef {
    match column.as_any().downcast_ref::<StringViewArray>() {
        Some(text) => Arc::new(text.gc()),
        None => Arc::clone(column),
    }
}

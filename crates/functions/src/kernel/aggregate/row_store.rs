//! One row for each group, kept as rows of Arrow batches.
//!
//! A batch of which many rows matter is kept as it is, of any other the rows that matter. What groups had before is
//! left where it lies until it is more than what is kept.

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
    /// The groups that the batch at hand has given a row.
    changed: Vec<u32>,
    rows: usize,
    bytes: usize,
}

impl RowStore {
    /// A store of rows of these columns.
    pub fn new(types: Vec<DataType>) -> Self {
        Self { types, batches: Vec::new(), places: Vec::new(), changed: Vec::new(), rows: 0, bytes: 0 }
    }

    /// Makes room for groups, which have no row yet.
    pub fn resize(&mut self, groups: usize) {
        self.places.resize(groups, NOWHERE);
    }

    /// What gives groups rows of the next batch, which [`Self::keep`] then has to get.
    pub fn placing(&mut self) -> Placing<'_> {
        Placing { batch: self.batches.len() as u32, places: &mut self.places, changed: &mut self.changed }
    }

    /// Keeps what groups were given of a batch.
    pub fn keep(&mut self, columns: &[ArrayRef]) -> Result<()> {
        let given = self.changed.len();
        if given == 0 {
            return Ok(());
        }
        let rows = columns.first().map_or(0, |c| c.len());
        if given * 4 < rows {
            // A few rows are not worth the batch, nor its text.
            let wanted: UInt32Array = self.changed.iter().map(|group| Some(self.places[*group as usize].1)).collect();
            let batch = columns.iter().map(|c| Ok(compact(&take(c, &wanted, None)?))).collect::<Result<Vec<_>>>()?;
            for (row, group) in self.changed.iter().enumerate() {
                self.places[*group as usize].1 = row as u32;
            }
            self.push(batch);
        } else {
            self.push(columns.to_vec());
        }
        self.changed.clear();
        if self.rows > self.places.len() * 2 + SLACK {
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
        self.bytes + self.places.capacity() * size_of::<(u32, u32)>() + self.changed.capacity() * size_of::<u32>()
    }

    fn push(&mut self, batch: Vec<ArrayRef>) {
        self.rows += batch.first().map_or(0, |c| c.len());
        self.bytes += batch.iter().map(used_bytes).sum::<usize>();
        self.batches.push(batch);
    }

    /// Leaves nothing but the groups' rows.
    fn tidy(&mut self) -> Result<()> {
        let columns = self.gather(self.places.len())?.iter().map(compact).collect();
        (self.batches, self.rows, self.bytes) = (Vec::new(), 0, 0);
        self.push(columns);
        for (row, place) in self.places.iter_mut().enumerate().filter(|(_, place)| **place != NOWHERE) {
            *place = (0, row as u32);
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

/// Gives groups rows of a batch.
pub struct Placing<'a> {
    batch: u32,
    places: &'a mut [(u32, u32)],
    changed: &'a mut Vec<u32>,
}

impl Placing<'_> {
    /// Gives a group a row instead of what it had.
    #[inline]
    pub fn put(&mut self, group: usize, row: usize) {
        let place = &mut self.places[group];
        if place.0 != self.batch {
            self.changed.push(group as u32);
        }
        *place = (self.batch, row as u32);
    }
}

/// The bytes that a column's rows need. Buffers of text are shared between columns, so that the sum of their sizes says
/// nothing.
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

//! Rows of a table in memory, until they are sorted and written.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, Int64Array, RecordBatch, RecordBatchOptions, StringViewArray, new_null_array,
};
use arrow::compute::interleave;
use arrow::datatypes::{DataType, Int64Type, Schema};
use lurcher_functions::types::arrow_type;
use lurcher_symbols::{Column, ScalarType};

use super::columns::{field, stored};
use super::draft::{Draft, DraftWriter};
use super::error::StoreError;
use super::layout::{BATCH_ROWS, RUN_ROWS};
use crate::tables::TIME_GENERATED;

/// Rows in the order in which they came. Batches may have different columns; those of a name have one type.
#[derive(Debug, Default)]
pub(super) struct Run {
    columns: Vec<Column>,
    places: HashMap<Arc<str>, usize>,
    batches: Vec<Part>,
    rows: usize,
    bytes: usize,
}

/// Rows of one origin.
#[derive(Debug)]
struct Part {
    origin: usize,
    columns: Arc<[Column]>,
    batch: RecordBatch,
}

impl Run {
    /// Whether the columns go together with those that there are.
    pub(super) fn takes(&self, columns: &[Column]) -> bool {
        columns.iter().all(|c| self.places.get(&c.name).is_none_or(|place| self.columns[*place].ty == c.ty))
    }

    /// Adds rows of an origin.
    pub(super) fn add(&mut self, origin: usize, columns: Arc<[Column]>, batch: RecordBatch) {
        for column in &*columns {
            if !self.places.contains_key(&column.name) {
                self.places.insert(column.name.clone(), self.columns.len());
                self.columns.push(column.clone());
            }
        }
        self.rows += batch.num_rows();
        self.bytes += size(&batch);
        self.batches.push(Part { origin, columns, batch });
    }

    /// Takes the rows of an origin out again.
    pub(super) fn take_back(&mut self, origin: usize) {
        self.batches.retain(|part| part.origin != origin);
        self.rows = self.batches.iter().map(|part| part.batch.num_rows()).sum();
        self.bytes = self.batches.iter().map(|part| size(&part.batch)).sum();
    }

    /// Whether it should be written before more comes, where it may have so many bytes.
    pub(super) fn is_full(&self, bytes: usize) -> bool {
        self.rows >= RUN_ROWS || self.bytes >= bytes
    }

    /// How many rows it has.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// About how many bytes its rows take in memory.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The columns of all batches.
    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Writes the rows, sorted by their time, into a draft of a data file of the table in that folder. Equal times keep
    /// their order; rows without a time come last.
    pub(super) fn write(self, table: &Path) -> Result<Draft, StoreError> {
        let Self { columns, batches, .. } = self;
        // Each column as arrays, one a batch: what a batch does not have is missing there.
        let arrays: Vec<Vec<ArrayRef>> =
            columns.iter().enumerate().map(|(place, column)| arrays_of(column, place, &batches)).collect();
        let fields: Vec<_> = columns.iter().zip(&arrays).map(|(column, arrays)| field(column, arrays.iter())).collect();
        let lengths: Vec<usize> = batches.iter().map(|part| part.batch.num_rows()).collect();
        let mut origins: BTreeMap<usize, u64> = BTreeMap::new();
        for part in batches {
            *origins.entry(part.origin).or_default() += part.batch.num_rows() as u64;
        }
        let time = columns.iter().position(|c| *c.name == *TIME_GENERATED && c.ty == ScalarType::DateTime);
        let (order, span) = match time {
            Some(time) => in_order(&arrays[time], &lengths),
            None => (None, None),
        };
        let schema = Arc::new(Schema::new(fields));
        let mut writer = DraftWriter::begin(table, Arc::clone(&schema))?;
        let mut write = |slices: Vec<ArrayRef>, rows: usize| {
            let slices = slices.iter().zip(&columns).zip(schema.fields());
            let slices = slices.map(|((array, column), field)| stored(array, column.ty, field)).collect();
            let options = RecordBatchOptions::new().with_row_count(Some(rows));
            let batch = RecordBatch::try_new_with_options(Arc::clone(&schema), slices, &options)
                .map_err(|e| StoreError::Internal(e.to_string()))?;
            writer.write(&batch)
        };
        match order {
            None => {
                for (batch, rows) in lengths.iter().enumerate() {
                    write(arrays.iter().map(|column| Arc::clone(&column[batch])).collect(), *rows)?;
                }
            }
            Some(order) => {
                for rows in order.chunks(BATCH_ROWS) {
                    let slices = arrays.iter().map(|column| {
                        let column: Vec<&dyn Array> = column.iter().map(|array| &**array).collect();
                        interleave(&column, rows).map_err(|e| StoreError::Internal(e.to_string()))
                    });
                    write(slices.collect::<Result<_, _>>()?, rows.len())?;
                }
            }
        }
        writer.finish(origins, span)
    }
}

/// A column as an array a batch. Mostly all batches have the columns of the first one, and this one at `place`.
fn arrays_of(column: &Column, place: usize, batches: &[Part]) -> Vec<ArrayRef> {
    let array = |Part { columns, batch, .. }: &Part| {
        let is_it = |c: &Column| c.name == column.name;
        let place = if columns.get(place).is_some_and(is_it) { Some(place) } else { columns.iter().position(is_it) };
        place.map_or_else(|| missing(column.ty, batch.num_rows()), |place| Arc::clone(batch.column(place)))
    };
    batches.iter().map(array).collect()
}

/// A column that rows do not have.
fn missing(ty: ScalarType, rows: usize) -> ArrayRef {
    match ty {
        ScalarType::String => Arc::new(StringViewArray::from_iter_values(std::iter::repeat_n("", rows))),
        other => new_null_array(&arrow_type(other), rows),
    }
}

/// A row: its batch, and its place in it.
type Place = (usize, usize);

/// The rows in the order of their times; `None` where they stand in it already.
/// And the first and the last time.
fn in_order(times: &[ArrayRef], lengths: &[usize]) -> (Option<Vec<Place>>, Option<(i64, i64)>) {
    let times: Vec<&Int64Array> = times.iter().map(|array| array.as_primitive::<Int64Type>()).collect();
    let key = |batch: usize, row: usize| if times[batch].is_null(row) { i64::MAX } else { times[batch].value(row) };
    let ends = times.iter().filter_map(|times| Some((arrow::compute::min(times)?, arrow::compute::max(times)?)));
    let span = ends.reduce(|(a, b), (c, d)| (a.min(c), b.max(d)));
    let places = || lengths.iter().enumerate().flat_map(|(batch, rows)| (0..*rows).map(move |row| (batch, row)));
    if places().map(|(batch, row)| key(batch, row)).is_sorted() {
        return (None, span);
    }
    let mut keyed: Vec<(i64, Place)> = places().map(|(batch, row)| (key(batch, row), (batch, row))).collect();
    keyed.sort_by_key(|(key, _)| *key);
    (Some(keyed.into_iter().map(|(_, place)| place).collect()), span)
}

/// About how many bytes a batch takes: of texts, those that it shows.
fn size(batch: &RecordBatch) -> usize {
    let of = |array: &ArrayRef| match array.data_type() {
        DataType::Utf8View => array.len() * 16 + array.as_string_view().total_buffer_bytes_used(),
        _ => array.get_buffer_memory_size(),
    };
    batch.columns().iter().map(of).sum()
}

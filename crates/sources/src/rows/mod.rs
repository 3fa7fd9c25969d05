//! Rows under construction, of as many tables as a piece of an input fills.

mod cells;
mod table;

pub(crate) use cells::Cell;
pub use table::Table;

use std::sync::Arc;

use arrow::array::{Int64Array, RecordBatch, RecordBatchOptions};
use arrow::datatypes::{Field, Schema};
use lurcher_symbols::{Column, ScalarType};
use rustc_hash::FxHashMap;

use self::cells::Cells;
use crate::sink::{Counts, Refused, Rows, Sink, Unparsed};

/// A batch is handed on when it has so many rows.
const BATCH_ROWS: usize = 8_192;

/// A batch is handed on when it has so many cells: thousands of columns that few rows have are padded with nothing.
const BATCH_CELLS: usize = 4_000_000;

/// Of a record that cannot be read so many bytes are kept.
pub(crate) const KEPT_BYTES: usize = 64 * 1024;

/// What becomes of a piece of an input.
#[derive(Debug, Default)]
pub(crate) struct Output {
    tables: Vec<TableRows>,
    by_name: FxHashMap<Arc<str>, usize>,
    /// The table of the last row: the next is most often of the same.
    last: usize,
    pub(crate) done: Vec<Rows>,
    pub(crate) unparsed: Vec<Unparsed>,
    pub(crate) counts: Counts,
    /// The number of the record that is being read.
    record: i64,
}

impl Output {
    /// Begins with the next record.
    pub(crate) fn begin(&mut self, record: i64) {
        self.record = record;
        self.counts.records += 1;
    }

    /// A new row of a documented table.
    pub(crate) fn row(&mut self, table: &'static Table) -> Row<'_> {
        self.row_of(table.name(), Some(table))
    }

    /// A new row of a table whose columns the data tells, besides those that are documented.
    pub(crate) fn row_of(&mut self, name: &str, declared: Option<&'static Table>) -> Row<'_> {
        if self.tables.get(self.last).is_none_or(|table| &*table.name != name) {
            self.last = match self.by_name.get(name) {
                Some(index) => *index,
                None => {
                    let name: Arc<str> = Arc::from(name);
                    self.tables.push(TableRows::new(Arc::clone(&name), declared));
                    self.by_name.insert(name, self.tables.len() - 1);
                    self.tables.len() - 1
                }
            };
        }
        let table = &mut self.tables[self.last];
        if table.records.len() == BATCH_ROWS || table.records.len() * table.columns.len() > BATCH_CELLS {
            self.done.extend(table.finish());
        }
        table.records.push(self.record);
        Row { table, counts: &mut self.counts }
    }

    /// The record that is being read makes no row, for a good reason.
    pub(crate) fn skip(&mut self, reason: &str) {
        *self.counts.skipped.entry(reason.to_owned()).or_default() += 1;
    }

    /// Notes what is worth knowing of the input.
    pub(crate) fn note(&mut self, note: &str) {
        *self.counts.notes.entry(note.to_owned()).or_default() += 1;
    }

    /// The record that is being read cannot be.
    pub(crate) fn unparsed(&mut self, offset: u64, reason: impl Into<String>, bytes: &[u8]) {
        let (length, bytes) = (bytes.len() as u64, bytes[..bytes.len().min(KEPT_BYTES)].to_vec());
        self.unparsed.push(Unparsed { offset, record: self.record, reason: reason.into(), bytes, length });
    }

    /// Notes a field that has no column, unless there are so many that nobody would read the list.
    pub(crate) fn note_lost(&mut self, field: &str) {
        let note = format!("no column for `{field}`");
        if self.counts.notes.len() < 200 || self.counts.notes.contains_key(&note) {
            *self.counts.notes.entry(note).or_default() += 1;
        } else {
            self.note("no column for other fields");
        }
    }

    /// As [`Output::unparsed`], of a record that is not the one that is being read.
    pub(crate) fn unparsed_as(&mut self, record: i64, offset: u64, reason: &str, bytes: &[u8]) {
        let read = std::mem::replace(&mut self.record, record);
        self.unparsed(offset, reason, bytes);
        self.record = read;
    }

    /// Hands everything on.
    pub(crate) fn hand_on(mut self, out: &mut dyn Sink) -> Result<(), Refused> {
        self.finish();
        self.done.into_iter().try_for_each(|rows| out.rows(rows))?;
        self.unparsed.into_iter().try_for_each(|record| out.unparsed(record))?;
        out.counted(&self.counts)
    }

    /// Finishes the batches that are begun.
    pub(crate) fn finish(&mut self) {
        for table in &mut self.tables {
            self.done.extend(table.finish());
        }
    }
}

#[derive(Debug)]
struct TableRows {
    name: Arc<str>,
    declared: Option<&'static Table>,
    columns: Vec<ColumnCells>,
    by_name: FxHashMap<Arc<str>, usize>,
    /// The record of each row.
    records: Vec<i64>,
}

#[derive(Debug)]
struct ColumnCells {
    column: Column,
    cells: Cells,
    /// Rows that have a cell.
    filled: usize,
}

impl TableRows {
    fn new(name: Arc<str>, declared: Option<&'static Table>) -> Self {
        Self { name, declared, columns: Vec::new(), by_name: FxHashMap::default(), records: Vec::new() }
    }

    /// Where the column of that name is; a new one has the type that is declared, or else `ty`.
    fn column(&mut self, name: &str, ty: Option<ScalarType>) -> Option<usize> {
        if let Some(index) = self.by_name.get(name) {
            return Some(*index);
        }
        let ty = self.declared.and_then(|table| table.ty(name)).or(ty)?;
        let column = Column::new(name, ty);
        self.by_name.insert(Arc::clone(&column.name), self.columns.len());
        self.columns.push(ColumnCells { column, cells: Cells::new(ty), filled: 0 });
        Some(self.columns.len() - 1)
    }

    fn finish(&mut self) -> Option<Rows> {
        let rows = self.records.len();
        if rows == 0 {
            return None;
        }
        let records = Int64Array::from(std::mem::take(&mut self.records));
        // In the order of the documentation, so that it does not depend on which row had which column first.
        let place = |column: &Column| {
            let declared = self.declared.map(Table::columns).unwrap_or_default();
            declared.iter().position(|c| c.name == column.name).unwrap_or(usize::MAX)
        };
        let mut filled: Vec<ColumnCells> = std::mem::take(&mut self.columns);
        self.by_name.clear();
        filled.sort_by_cached_key(|c| place(&c.column));
        let mut columns = Vec::with_capacity(filled.len());
        let mut arrays = Vec::with_capacity(filled.len());
        for mut column in filled {
            column.cells.missing(rows - column.filled);
            arrays.push(column.cells.finish());
            columns.push(column.column);
        }
        let fields = columns.iter().zip(&arrays).map(|(column, array)| {
            Field::new(&*column.name, array.data_type().clone(), column.ty != ScalarType::String)
        });
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(schema, arrays, &options).ok()?;
        Some(Rows { table: Arc::clone(&self.name), columns, batch, records })
    }
}

/// A row that is being filled. What is not set is null, and `""` for a string.
#[derive(Debug)]
pub(crate) struct Row<'o> {
    table: &'o mut TableRows,
    counts: &'o mut Counts,
}

impl Row<'_> {
    /// Sets a documented column. Whether the value fits: if not, the cell is null and counted. An empty text is
    /// nothing. Of two values for one column the first counts.
    pub(crate) fn set(&mut self, name: &str, cell: Cell<'_>) -> bool {
        self.add(name, None, cell)
    }

    /// Sets a column that need not be documented, of type `ty` then.
    pub(crate) fn add(&mut self, name: &str, ty: Option<ScalarType>, cell: Cell<'_>) -> bool {
        if cell == Cell::Text("") {
            return true;
        }
        let row = self.table.records.len() - 1;
        let Some(index) = self.table.column(name, ty) else {
            debug_assert!(false, "{} has no column {name}", self.table.name);
            return false;
        };
        let column = &mut self.table.columns[index];
        if column.filled > row {
            return false;
        }
        column.cells.missing(row - column.filled);
        column.filled = row + 1;
        let reason = match column.cells.add(cell) {
            Ok(()) => return true,
            Err(reason) => reason,
        };
        let key = (Arc::clone(&self.table.name), Arc::clone(&column.column.name), reason);
        *self.counts.unfit.entry(key).or_default() += 1;
        false
    }

    /// Sets a text.
    pub(crate) fn text(&mut self, name: &str, text: &str) -> bool {
        self.set(name, Cell::Text(text))
    }

    /// Sets `TimeGenerated`, by which tables are sorted and spans told. A record without a time is counted.
    pub(crate) fn time(&mut self, ticks: Option<i64>) {
        match ticks {
            Some(ticks) => {
                self.counts.first = Some(self.counts.first.map_or(ticks, |first| first.min(ticks)));
                self.counts.last = self.counts.last.max(Some(ticks));
                self.add("TimeGenerated", Some(ScalarType::DateTime), Cell::Long(ticks));
            }
            None => {
                let key = (Arc::clone(&self.table.name), Arc::from("TimeGenerated"), "no time in the record");
                *self.counts.unfit.entry(key).or_default() += 1;
            }
        }
    }

    /// Whether this row has a value there.
    pub(crate) fn has(&self, name: &str) -> bool {
        let column = self.table.by_name.get(name).and_then(|index| self.table.columns.get(*index));
        column.is_some_and(|column| column.filled == self.table.records.len())
    }
}

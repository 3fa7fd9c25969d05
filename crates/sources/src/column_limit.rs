//! The number of columns at which a workspace's table stops, where records name the columns.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, RecordBatchOptions, StringViewBuilder};
use arrow::datatypes::{DataType, Field, Schema};
use lurcher_symbols::values::dynamic;
use lurcher_symbols::{Column, ScalarType};
use rustc_hash::FxHashSet;

use crate::show::write_value;
use crate::{Counts, Refused, Rows, Sink, Table, Unparsed};

/// A workspace makes no more columns than these.
/// <https://learn.microsoft.com/azure/azure-monitor/reference/tables/azurediagnostics#additionalfields-column>
const LIMIT: usize = 500;

/// A longer name is no column's: a damaged or forged record makes such.
const NAME_BYTES: usize = 100;

/// A sink in which a table has at most [`LIMIT`] columns: those that are documented, and the first others that come.
/// What is left are fields of one column, by the name that the column would have.
pub(crate) struct ColumnLimit<'s> {
    table: &'static Table,
    /// The column that holds what has none of its own.
    rest: Column,
    inner: &'s mut dyn Sink,
    known: FxHashSet<Arc<str>>,
    /// How many rows have something in that column since counts were handed on.
    folded: u64,
}

impl<'s> ColumnLimit<'s> {
    /// Hands on to `inner`, with what has no column in `rest`: as text unless it is documented as dynamic.
    pub(crate) fn new(table: &'static Table, rest: &str, inner: &'s mut dyn Sink) -> Self {
        let rest = Column::new(rest, table.ty(rest).unwrap_or(ScalarType::String));
        let names = table.columns().iter().map(|column| &column.name).chain([&rest.name]);
        Self { table, known: names.map(Arc::clone).collect(), rest, inner, folded: 0 }
    }

    /// Whether a column has a place of its own.
    fn has_place(&mut self, name: &Arc<str>) -> bool {
        if self.known.len() < LIMIT && name.len() <= NAME_BYTES {
            self.known.insert(Arc::clone(name));
        }
        self.known.contains(name)
    }

    /// The rows with further columns folded into one.
    fn fold(&mut self, rows: Rows, own: Vec<usize>, further: &[usize]) -> Result<Rows, Refused> {
        let mut bags = vec![String::new(); rows.batch.num_rows()];
        for place in further {
            add(&rows.columns[*place], rows.batch.column(*place), &mut bags);
        }
        let is_text = self.rest.ty == ScalarType::String;
        let mut rest = StringViewBuilder::new();
        for bag in bags {
            if bag.is_empty() {
                rest.append_option(is_text.then_some(""));
            } else {
                self.folded += 1;
                rest.append_option(dynamic::canonical_text(&(bag + "}")));
            }
        }
        let mut columns: Vec<Column> = own.iter().map(|place| rows.columns[*place].clone()).collect();
        let mut arrays: Vec<_> = own.iter().map(|place| Arc::clone(rows.batch.column(*place))).collect();
        let mut fields: Vec<Arc<Field>> =
            own.iter().map(|place| Arc::clone(&rows.batch.schema().fields()[*place])).collect();
        columns.push(self.rest.clone());
        arrays.push(Arc::new(rest.finish()));
        fields.push(Arc::new(Field::new(&*self.rest.name, DataType::Utf8View, !is_text)));
        let options = RecordBatchOptions::new().with_row_count(Some(rows.batch.num_rows()));
        let batch = RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options)?;
        Ok(Rows { columns, batch, ..rows })
    }
}

impl Sink for ColumnLimit<'_> {
    fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
        if *rows.table != *self.table.name() {
            return self.inner.rows(rows);
        }
        let (own, further): (Vec<usize>, Vec<usize>) =
            (0..rows.columns.len()).partition(|place| self.has_place(&rows.columns[*place].name));
        if further.is_empty() {
            return self.inner.rows(rows);
        }
        let rows = self.fold(rows, own, &further)?;
        self.inner.rows(rows)
    }

    fn unparsed(&mut self, record: Unparsed) -> Result<(), Refused> {
        self.inner.unparsed(record)
    }

    fn counted(&mut self, counts: &Counts) -> Result<(), Refused> {
        let folded = std::mem::take(&mut self.folded);
        if folded == 0 {
            return self.inner.counted(counts);
        }
        let note = format!(
            "rows with fields that are in `{}`: {} has {LIMIT} columns already, or a name is longer than {NAME_BYTES} bytes",
            self.rest.name,
            self.table.name()
        );
        let mut counts = counts.clone();
        *counts.notes.entry(note).or_default() += folded;
        self.inner.counted(&counts)
    }
}

/// Adds the values of a column to the bags of their rows, which are not closed yet.
fn add(column: &Column, array: &ArrayRef, bags: &mut [String]) {
    let texts = array.as_string_view_opt().filter(|_| column.ty == ScalarType::String);
    for (row, bag) in bags.iter_mut().enumerate() {
        if array.is_null(row) || texts.is_some_and(|texts| texts.value(row).is_empty()) {
            continue;
        }
        bag.push(if bag.is_empty() { '{' } else { ',' });
        dynamic::write_string(bag, &column.name);
        bag.push(':');
        write_value(bag, column.ty, array, row);
    }
}

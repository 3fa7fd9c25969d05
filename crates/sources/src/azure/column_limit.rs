//! The number of columns at which a workspace's table of resource logs stops.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, RecordBatchOptions, StringViewBuilder};
use arrow::datatypes::{DataType, Field, Schema};
use lurcher_symbols::values::dynamic;
use lurcher_symbols::{Column, ScalarType};
use rustc_hash::FxHashSet;

use super::diagnostics;
use crate::show::write_value;
use crate::{Counts, Refused, Rows, Sink, Unparsed};

/// A workspace makes no more columns than these.
/// <https://learn.microsoft.com/azure/azure-monitor/reference/tables/azurediagnostics#additionalfields-column>
const LIMIT: usize = 500;

/// The column that holds what has none of its own.
const REST: &str = "AdditionalFields";

/// A sink in which `AzureDiagnostics` has at most [`LIMIT`] columns: the first that come. Others are fields of
/// `AdditionalFields`, by the name that the column would have.
pub(crate) struct ColumnLimit<'s> {
    inner: &'s mut dyn Sink,
    known: FxHashSet<Arc<str>>,
}

impl<'s> ColumnLimit<'s> {
    /// Hands on to `inner`.
    pub(crate) fn new(inner: &'s mut dyn Sink) -> Self {
        Self { inner, known: FxHashSet::from_iter([Arc::from(REST)]) }
    }

    /// Whether a column has a place of its own.
    fn has_place(&mut self, name: &Arc<str>) -> bool {
        if self.known.len() < LIMIT {
            self.known.insert(Arc::clone(name));
        }
        self.known.contains(name)
    }
}

impl Sink for ColumnLimit<'_> {
    fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
        if *rows.table != *diagnostics::TABLE.name() {
            return self.inner.rows(rows);
        }
        let (own, further): (Vec<usize>, Vec<usize>) =
            (0..rows.columns.len()).partition(|place| self.has_place(&rows.columns[*place].name));
        if further.is_empty() { self.inner.rows(rows) } else { self.inner.rows(folded(rows, own, &further)?) }
    }

    fn unparsed(&mut self, record: Unparsed) -> Result<(), Refused> {
        self.inner.unparsed(record)
    }

    fn counted(&mut self, counts: &Counts) -> Result<(), Refused> {
        self.inner.counted(counts)
    }
}

/// The rows with further columns folded into one.
fn folded(rows: Rows, own: Vec<usize>, further: &[usize]) -> Result<Rows, Refused> {
    let mut bags = vec![String::new(); rows.batch.num_rows()];
    for place in further {
        add(&rows.columns[*place], rows.batch.column(*place), &mut bags);
    }
    let mut rest = StringViewBuilder::new();
    for bag in bags {
        rest.append_option((!bag.is_empty()).then(|| bag + "}").as_deref().and_then(dynamic::canonical_text));
    }
    let mut columns: Vec<Column> = own.iter().map(|place| rows.columns[*place].clone()).collect();
    let mut arrays: Vec<_> = own.iter().map(|place| Arc::clone(rows.batch.column(*place))).collect();
    let mut fields: Vec<Arc<Field>> =
        own.iter().map(|place| Arc::clone(&rows.batch.schema().fields()[*place])).collect();
    columns.push(Column::new(REST, ScalarType::Dynamic));
    arrays.push(Arc::new(rest.finish()));
    fields.push(Arc::new(Field::new(REST, DataType::Utf8View, true)));
    let options = RecordBatchOptions::new().with_row_count(Some(rows.batch.num_rows()));
    let batch = RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options)?;
    Ok(Rows { columns, batch, ..rows })
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

//! The table that a summary rule writes: each bin is an origin of its rows, so that one that is summed up again takes
//! the place of what it gave before.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use arrow::array::{ArrayRef, Int32Array, Int64Array, RecordBatch, StringViewArray};
use arrow::datatypes::{Field, Schema};
use lurcher_content::kinds::SummaryRule;
use lurcher_engine::catalog::WorkspaceCatalog;
use lurcher_engine::clock::{Clock, UNIX_EPOCH_TICKS};
use lurcher_engine::store::{self, Ingest, OriginKind, StoreError};
use lurcher_engine::{Answer, EngineError};
use lurcher_symbols::values::datetime;
use lurcher_symbols::{Column, ScalarType};

use super::timing::{Bin, Timing};
use crate::failure::Failure;
use crate::session::Stopped;

/// The columns that every such table has. A result's own column of that name, or of another one that is reserved, gets
/// a prefix.
const STANDARD: [(&str, ScalarType); 5] = [
    ("TimeGenerated", ScalarType::DateTime),
    ("_RuleName", ScalarType::String),
    ("_RuleLastModifiedTime", ScalarType::DateTime),
    ("_BinSize", ScalarType::Int),
    ("_BinStartTime", ScalarType::DateTime),
];
const RESERVED: [&str; 4] = ["_IsBillable", "_ResourceId", "TenantId", "Type"];
const PREFIX: &str = "_Original";

/// Where a rule's rows go.
pub(super) struct Destination<'a> {
    /// The folder of all tables.
    tables: PathBuf,
    /// How the rule is known again: other rules may write the same table.
    id: String,
    rule: &'a SummaryRule,
    modified: Option<i64>,
    bin_size: i32,
    /// How much writing may use.
    memory: usize,
}

impl<'a> Destination<'a> {
    /// The table that a rule names, below the folder of all tables, or why there cannot be one.
    pub(super) fn of(rule: &'a SummaryRule, timing: Timing, tables: &Path, memory: usize) -> Result<Self, String> {
        let table = &*rule.destination_table;
        let is_made_of = |text: &str, other: char| text.chars().all(|c| c.is_ascii_alphanumeric() || c == other);
        if !table.ends_with("_CL") || !is_made_of(table, '_') {
            return Err(format!(
                "'{table}' is no table that a summary rule can write; 'destinationTable' is of letters, digits and '_', and ends with '_CL'"
            ));
        }
        let file = Path::new(&*rule.query.name);
        let id = match file.file_stem() {
            _ if is_made_of(&rule.id, '-') && !rule.id.is_empty() => rule.id.to_string(),
            Some(stem) => stem.to_string_lossy().into_owned(),
            None => table.to_owned(),
        };
        let tables = tables.to_path_buf();
        Ok(Self { tables, id, rule, modified: modified(file), bin_size: timing.bin_size, memory })
    }

    /// Writes what the rule gave for a bin, in the place of what it gave before. Returns the number of rows.
    pub(super) fn write(&self, catalog: &WorkspaceCatalog, bin: &Bin, answer: Answer) -> Result<usize, Stopped> {
        let mut results = answer.results;
        let (Some(result), true) = (results.pop(), results.is_empty()) else {
            return Err(EngineError::Failed("a summary rule has one result, and this one has several".into()).into());
        };
        let table = &*self.rule.destination_table;
        let start = datetime::format(bin.range.start);
        let name = format!("{}, bin {start}", self.rule.name);
        let kind = OriginKind::Bin { rule: self.id.clone(), start };
        let columns: Vec<Column> = result
            .columns
            .iter()
            .map(|c| Column::new(stored_name(&c.name), c.ty))
            .chain(STANDARD.map(|(name, ty)| Column::new(name, ty)))
            .collect();
        let mut ingest = Ingest::begin(&self.tables, Clock::system_ticks(), self.memory);
        let origin = ingest.origin(&name, kind.clone());
        let mut rows = 0;
        for batch in result.start() {
            let batch = batch?;
            rows += batch.num_rows();
            ingest
                .add_computed(table, origin, &columns, &self.with_standard_columns(&batch, bin)?)
                .map_err(store_error)?;
        }
        ingest.set_records(origin, rows as u64);
        if rows == 0 {
            store::forget(&self.tables, |known| known.kind == kind).map_err(store_error)?;
        } else {
            ingest.commit(&|table, drafts| catalog.check_fit(table, drafts)).map_err(store_error)?;
        }
        Ok(rows)
    }

    fn with_standard_columns(&self, batch: &RecordBatch, bin: &Bin) -> Result<RecordBatch, EngineError> {
        let rows = batch.num_rows();
        let standard: [ArrayRef; 5] = [
            Arc::new(Int64Array::from_value(bin.run_at, rows)),
            Arc::new(StringViewArray::from_iter_values(std::iter::repeat_n(&*self.rule.name, rows))),
            Arc::new(Int64Array::from(vec![self.modified; rows])),
            Arc::new(Int32Array::from_value(self.bin_size, rows)),
            Arc::new(Int64Array::from_value(bin.range.start, rows)),
        ];
        let schema = batch.schema();
        let own = schema.fields().iter().map(|field| Field::clone(field));
        let added = STANDARD.iter().zip(&standard).map(|((name, _), a)| Field::new(*name, a.data_type().clone(), true));
        let schema = Schema::new(own.chain(added).collect::<Vec<_>>());
        let arrays = batch.columns().iter().cloned().chain(standard).collect();
        RecordBatch::try_new(Arc::new(schema), arrays).map_err(|e| EngineError::Internal(e.to_string()))
    }
}

/// What a result's column is called in the table.
fn stored_name(name: &str) -> String {
    let reserved = STANDARD.iter().map(|(name, _)| *name).chain(RESERVED).any(|reserved| reserved == name);
    if reserved { format!("{PREFIX}{name}") } else { name.to_owned() }
}

/// When a file was changed last, in ticks.
fn modified(file: &Path) -> Option<i64> {
    let since = fs::metadata(file).ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_nanos() / 100).ok()?.checked_add(UNIX_EPOCH_TICKS)
}

fn store_error(e: StoreError) -> Stopped {
    Stopped::Output(Failure::Message(e.to_string()))
}

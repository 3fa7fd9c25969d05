//! The table that a summary rule writes: a Parquet file a bin, so that a bin that is summed up again takes the place of
//! what it gave before.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use arrow::array::{ArrayRef, Int32Array, Int64Array, RecordBatch, StringViewArray};
use arrow::datatypes::{Field, Schema};
use lurcher_content::kinds::SummaryRule;
use lurcher_engine::clock::UNIX_EPOCH_TICKS;
use lurcher_engine::{Answer, EngineError, QueryResult};
use lurcher_render::{Format, Options};
use lurcher_symbols::values::datetime;
use lurcher_symbols::{Column, ScalarType};

use super::timing::{Bin, Timing};
use crate::arguments::GlobalArguments;
use crate::output::Output;
use crate::session::Stopped;
use crate::temporary;

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
    folder: PathBuf,
    /// How the files of the rule begin: other rules may write the same table.
    stem: String,
    rule: &'a SummaryRule,
    modified: Option<i64>,
    bin_size: i32,
}

impl<'a> Destination<'a> {
    /// The folder of the table that a rule names, below that of all tables, or why there cannot be one.
    pub(super) fn of(rule: &'a SummaryRule, timing: Timing, tables: &Path) -> Result<Self, String> {
        let table = &*rule.destination_table;
        let is_made_of = |text: &str, other: char| text.chars().all(|c| c.is_ascii_alphanumeric() || c == other);
        if !table.ends_with("_CL") || !is_made_of(table, '_') {
            return Err(format!(
                "'{table}' is no table that a summary rule can write; 'destinationTable' is of letters, digits and '_', and ends with '_CL'"
            ));
        }
        let file = Path::new(&*rule.query.name);
        let stem = match file.file_stem() {
            _ if is_made_of(&rule.id, '-') && !rule.id.is_empty() => rule.id.to_string(),
            Some(stem) => stem.to_string_lossy().into_owned(),
            None => table.to_owned(),
        };
        Ok(Self { folder: tables.join(table), stem, rule, modified: modified(file), bin_size: timing.bin_size })
    }

    /// Writes what the rule gave for a bin, and takes away what it gave before. Returns the number of rows.
    pub(super) fn write(&self, global: &GlobalArguments, bin: &Bin, answer: Answer) -> Result<usize, Stopped> {
        let mut results = answer.results;
        let (Some(result), true) = (results.pop(), results.is_empty()) else {
            return Err(EngineError::Failed("a summary rule has one result, and this one has several".into()).into());
        };
        let start: String = datetime::format(bin.range.start).chars().take(16).filter(|c| *c != ':').collect();
        let path = self.folder.join(format!("{}-{start}.parquet", self.stem));
        temporary::sweep(&self.folder);
        let rows = self.write_file(global, bin, result, &path)?;
        if rows == 0 && path.exists() {
            fs::remove_file(&path).map_err(io_error)?;
        }
        Ok(rows)
    }

    /// Writes the rows of a result into a file, which is made for the first of them.
    fn write_file(
        &self,
        global: &GlobalArguments,
        bin: &Bin,
        result: QueryResult,
        path: &Path,
    ) -> Result<usize, Stopped> {
        let columns: Vec<Column> = result
            .columns
            .iter()
            .map(|c| Column::new(stored_name(&c.name), c.ty))
            .chain(STANDARD.map(|(name, ty)| Column::new(name, ty)))
            .collect();
        let mut rows = 0;
        let mut file: Option<Output<'_>> = None;
        for batch in result.start() {
            let batch = batch?;
            if batch.num_rows() == 0 {
                continue;
            }
            rows += batch.num_rows();
            let file = match &mut file {
                Some(file) => file,
                none => {
                    fs::create_dir_all(&self.folder).map_err(io_error)?;
                    let begun = Output::to_file(path, Format::Parquet, &Options::default()).map_err(Stopped::Output)?;
                    let begun = none.insert(begun);
                    begun.writer().begin(None, &columns)?;
                    begun
                }
            };
            file.writer().batch(&self.with_standard_columns(&batch, bin)?)?;
        }
        if let Some(mut file) = file {
            file.writer().end()?;
            file.finish(global).map_err(Stopped::Output)?;
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

fn io_error(e: std::io::Error) -> Stopped {
    Stopped::Output(e.into())
}

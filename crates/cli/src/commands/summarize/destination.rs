//! The table that a summary rule writes: a Parquet file a bin, so that a bin that is summed up again takes the place of what it gave before.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use arrow::array::{ArrayRef, Int32Array, Int64Array, RecordBatch, StringViewArray};
use arrow::datatypes::{Field, Schema};
use lurcher_content::kinds::SummaryRule;
use lurcher_engine::clock::UNIX_EPOCH_TICKS;
use lurcher_engine::{Answer, EngineError, QueryResult};
use lurcher_render::{Format, Options, writer};
use lurcher_symbols::values::datetime;
use lurcher_symbols::{Column, ScalarType};

use super::timing::{Bin, Timing};
use crate::session::Stopped;

/// The columns that every such table has. A result's own column of that name, or of another one that is reserved, gets a prefix.
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
    pub(super) fn write(&self, bin: &Bin, answer: Answer) -> Result<usize, Stopped> {
        let mut results = answer.results;
        let (Some(result), true) = (results.pop(), results.is_empty()) else {
            return Err(EngineError::Failed("a summary rule has one result, and this one has several".into()).into());
        };
        let start: String = datetime::format(bin.range.start).chars().take(16).filter(|c| *c != ':').collect();
        let path = self.folder.join(format!("{}-{start}.parquet", self.stem));
        // Nobody takes a file that begins with a dot for a part of the table.
        let partial = self.folder.join(format!(".{}-{start}.partial", self.stem));
        let written = self.write_file(bin, result, &partial);
        let put = match written {
            Ok(0) if path.exists() => fs::remove_file(&path),
            Ok(0) => Ok(()),
            Ok(_) => fs::rename(&partial, &path),
            Err(_) => fs::remove_file(&partial).or(Ok(())),
        };
        put.map_err(io_error)?;
        written
    }

    /// Writes the rows of a result into a file, which is made for the first of them.
    fn write_file(&self, bin: &Bin, result: QueryResult, path: &Path) -> Result<usize, Stopped> {
        let columns: Vec<Column> = result
            .columns
            .iter()
            .map(|c| Column::new(stored_name(&c.name), c.ty))
            .chain(STANDARD.map(|(name, ty)| Column::new(name, ty)))
            .collect();
        let mut rows = 0;
        let mut begun_writer = None;
        for batch in result.start() {
            let batch = batch?;
            if batch.num_rows() == 0 {
                continue;
            }
            rows += batch.num_rows();
            let writer = match &mut begun_writer {
                Some(writer) => writer,
                none => {
                    fs::create_dir_all(&self.folder).map_err(io_error)?;
                    let file = File::create(path).map_err(io_error)?;
                    let mut begun = writer(Format::Parquet, &Options::default(), file);
                    begun.begin(None, &columns)?;
                    none.insert(begun)
                }
            };
            writer.batch(&self.with_standard_columns(&batch, bin)?)?;
        }
        if let Some(mut writer) = begun_writer {
            writer.end()?;
            writer.finish()?;
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

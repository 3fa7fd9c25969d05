//! Tables as files of a workspace.

use std::fs;
use std::io::{Error, Result};
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanArray, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties};
use fastrand::Rng;
use lurcher_symbols::values::datetime::UNIX_EPOCH_TICKS;
use lurcher_symbols::values::dynamic::plain_json;
use lurcher_symbols::values::{datetime, guid, real, timespan};
use lurcher_symbols::{ScalarType, Value};
use tempfile::TempDir;

use crate::cases::{TypedTable, json_lines, quoted};
use crate::query::{Table, quoted_name};

/// A workspace of tables in files.
#[derive(Debug)]
pub struct Stored {
    folder: TempDir,
    how: String,
}

/// The query over tables that have no columns but their own, in their order: a workspace adds one of the table's name,
/// and JSON brings them in any order.
pub fn with_stored(tables: &[Table], query: &str) -> String {
    let named = |t: &Table| {
        let columns: Vec<String> = t.rows.columns.iter().map(|c| quoted_name(&c.name)).collect();
        format!("let {} = {} | project {};\n", t.name, stored_name(&t.name), columns.join(", "))
    };
    tables.iter().map(named).collect::<String>() + query
}

fn stored_name(table: &str) -> String {
    format!("Stored{table}")
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    JsonLines,
    Parquet { dictionary: bool, statistics: EnabledStatistics, row_group: usize },
}

impl Stored {
    /// The tables in a format, and in as many files, as chance will have it.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn by_chance(rng: &mut Rng, tables: &[Table]) -> Result<Stored> {
        let format = match rng.u32(0..6) {
            0 => Format::Csv,
            1 => Format::JsonLines,
            _ => Format::Parquet {
                dictionary: rng.bool(),
                statistics: [EnabledStatistics::None, EnabledStatistics::Chunk, EnabledStatistics::Page]
                    [rng.usize(0..3)],
                row_group: [1, 3, 1_000][rng.usize(0..3)],
            },
        };
        let files = rng.usize(1..=3);
        let how = format!("{format:?} in {files} files");
        let stored = Stored { folder: TempDir::new()?, how };
        let mut settings = String::new();
        for table in tables {
            stored.write(table, format, files)?;
            settings += &format!("[tables.{}.columns]\n", quoted(&stored_name(&table.name)));
            for column in &table.rows.columns {
                settings += &format!("{} = \"{}\"\n", quoted(&column.name), column.ty);
            }
        }
        fs::write(stored.path().join("lurcher.toml"), settings)?;
        Ok(stored)
    }

    /// The workspace's folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// What is special about the files.
    pub fn how(&self) -> &str {
        &self.how
    }

    /// The rows, one part of them a file.
    fn write(&self, table: &Table, format: Format, files: usize) -> Result<()> {
        let folder = self.path().join("tables").join(stored_name(&table.name));
        fs::create_dir_all(&folder)?;
        let rows = &table.rows.rows;
        let size = rows.len().div_ceil(files).max(1);
        let parts: Vec<&[Vec<Value>]> = if rows.is_empty() { vec![&[]] } else { rows.chunks(size).collect() };
        for (i, part) in parts.into_iter().enumerate() {
            let part = TypedTable { columns: table.rows.columns.clone(), rows: part.to_vec() };
            match format {
                Format::Csv => fs::write(folder.join(format!("{i}.csv")), csv(&part)?)?,
                Format::JsonLines => fs::write(folder.join(format!("{i}.jsonl")), json_lines(&part))?,
                Format::Parquet { dictionary, statistics, row_group } => {
                    let properties = WriterProperties::builder()
                        .set_dictionary_enabled(dictionary)
                        .set_statistics_enabled(statistics)
                        .set_max_row_group_row_count(Some(row_group))
                        .build();
                    parquet(&part, dictionary, properties, &folder.join(format!("{i}.parquet")))?;
                }
            }
        }
        Ok(())
    }
}

fn csv(table: &TypedTable) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|c| &*c.name))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(text))?;
    }
    writer.into_inner().map_err(|e| Error::other(e.to_string()))
}

/// A value as a text that its type is read from; nothing where it is null.
fn text(value: &Value) -> String {
    match value {
        Value::Null(_) => String::new(),
        Value::Bool(v) => v.to_string(),
        Value::Int(v) => v.to_string(),
        Value::Long(v) => v.to_string(),
        Value::Real(v) => real::format(*v),
        Value::Decimal(v) => v.to_string(),
        Value::String(v) => v.to_string(),
        Value::DateTime(v) => datetime::format(*v),
        Value::TimeSpan(v) => timespan::format(*v),
        Value::Guid(v) => guid::format(v),
        Value::Dynamic(json) => plain_json(json).into_owned(),
    }
}

fn parquet(table: &TypedTable, dictionary: bool, properties: WriterProperties, path: &Path) -> Result<()> {
    let mut fields = Vec::new();
    let mut arrays = Vec::new();
    for (i, column) in table.columns.iter().enumerate() {
        let values: Vec<&Value> = table.rows.iter().map(|row| &row[i]).collect();
        let array = array(column.ty, &values);
        let coded = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let array = match array.data_type() {
            DataType::Utf8 if dictionary => cast(&array, &coded).map_err(Error::other)?,
            _ => array,
        };
        fields.push(Field::new(&*column.name, array.data_type().clone(), true));
        arrays.push(array);
    }
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays).map_err(Error::other)?;
    let mut writer = ArrowWriter::try_new(fs::File::create(path)?, schema, Some(properties)).map_err(Error::other)?;
    writer.write(&batch).map_err(Error::other)?;
    writer.close().map_err(Error::other)?;
    Ok(())
}

/// Whether a time is one of whole microseconds, as those of Parquet are.
fn is_whole(value: &Value) -> bool {
    !matches!(value, Value::DateTime(ticks) if ticks % 10 != 0)
}

/// A column as other programs write it: with timestamps, and with texts for what Parquet lacks.
fn array(ty: ScalarType, values: &[&Value]) -> ArrayRef {
    let values = values.iter().copied();
    match ty {
        ScalarType::Bool => Arc::new(values.map(Value::as_bool).collect::<BooleanArray>()),
        ScalarType::Int => {
            let ints = values.map(|v| if let Value::Int(v) = v { Some(*v) } else { None });
            Arc::new(ints.collect::<Int32Array>())
        }
        ScalarType::Long => Arc::new(values.map(Value::as_i64).collect::<Int64Array>()),
        ScalarType::Real => {
            // Programs write NaNs of either sign.
            let reals = values.enumerate().map(|(i, v)| match v {
                Value::Real(v) if v.is_nan() && i % 2 == 1 => Some(-v),
                Value::Real(v) => Some(*v),
                _ => None,
            });
            Arc::new(reals.collect::<Float64Array>())
        }
        ScalarType::DateTime if values.clone().all(is_whole) => {
            let micros = |v: &Value| match v {
                Value::DateTime(ticks) => Some((ticks - UNIX_EPOCH_TICKS) / 10),
                _ => None,
            };
            Arc::new(values.map(micros).collect::<TimestampMicrosecondArray>())
        }
        // An empty text may be missing as well.
        ScalarType::String => Arc::new(
            values
                .enumerate()
                .map(|(i, v)| Some(text(v)).filter(|t| i % 2 == 0 || !t.is_empty()))
                .collect::<StringArray>(),
        ),
        ScalarType::DateTime | ScalarType::Decimal | ScalarType::TimeSpan | ScalarType::Guid | ScalarType::Dynamic => {
            Arc::new(values.map(|v| Some(text(v)).filter(|_| !v.is_null())).collect::<StringArray>())
        }
    }
}

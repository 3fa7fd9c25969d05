//! Tables in CSV and JSON files.
//!
//! A scan reads only the columns that a query needs and builds them in KQL's physical types at once, so that nothing
//! stands above it.

mod commas;
mod csv;
mod dates;
mod delimited;
mod envelope;
mod field;
mod frames;
mod inference;
mod input;
mod json;
mod lines;
mod response;
mod stream;
mod zones;

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow::datatypes::SchemaRef;
use lurcher_symbols::values::{datetime, real};
use lurcher_symbols::{Column, ScalarType, Value};

pub(crate) use dates::DateOrder;
pub(crate) use field::Field;
pub(crate) use inference::{SampleLimit, Seen};
pub(crate) use input::{Input, decode, open};
pub(crate) use stream::{TextTable, physical_schema};

use self::csv::CsvRows;
use self::delimited::DelimitedRows;
use self::frames::Frames;
use self::input::open_counted;
use self::json::JsonRows;
use self::lines::LineRows;
use self::zones::Zone;
use super::DataError;
use super::cells::{Cells, JsonCell};
use super::counters::{Conversion, ConversionCounters, FailedCell, Loss};
use super::reading::Reading;
use crate::workspace::{FileFormat, TableFile};

/// Where a file of JSON ends before its last object, or the array around it, does.
pub(crate) fn where_json_breaks_off(file: &TableFile, raw: Box<dyn Read + Send>) -> Option<DataError> {
    Frames::new(file.clone(), decode(file, raw).ok()?).where_it_breaks_off()
}

/// A column of a file, and what is known of its type.
#[derive(Debug, Clone)]
pub(crate) struct FieldSample {
    /// The name.
    pub(crate) name: String,
    /// The type that the header itself tells.
    pub(crate) declared: Option<ScalarType>,
    /// What its cells look like.
    pub(crate) seen: Seen,
    /// What its dates have shown of their order.
    pub(crate) dates: DateOrder,
    /// The zone of its times, where the header says it.
    zone: Option<Zone>,
}

impl FieldSample {
    /// A column of which nothing is known yet.
    fn named(name: String) -> Self {
        Self { name, declared: None, seen: Seen::default(), dates: DateOrder::default(), zone: None }
    }
}

/// The columns of a file in their order. `ty` tells the types of columns whose cells need not be looked at.
pub(crate) fn sample(
    file: &TableFile,
    limit: SampleLimit,
    ty: impl Fn(&str) -> Option<ScalarType>,
) -> Result<Vec<FieldSample>, DataError> {
    match file.format {
        FileFormat::Json => json::sample(file, limit),
        FileFormat::Csv | FileFormat::Parquet | FileFormat::Raw => csv::sample(file, limit, ty),
    }
}

/// What a scan of text files builds.
#[derive(Debug, Clone)]
pub(crate) struct RowPlan {
    /// The table's name.
    pub(crate) table: Arc<str>,
    /// The columns to build.
    pub(crate) columns: Vec<Column>,
    /// Their Arrow schema.
    pub(crate) schema: SchemaRef,
    /// What the sample has shown of the order of dates, of columns in which that matters.
    pub(crate) dates: Arc<HashMap<Arc<str>, DateOrder>>,
    /// Where failed conversions are counted.
    pub(crate) counters: Arc<ConversionCounters>,
    /// Where it is counted what is read.
    pub(crate) reading: Arc<Reading>,
}

impl RowPlan {
    /// The same without counting what does not convert.
    pub(crate) fn uncounted(self) -> Self {
        Self { counters: Arc::default(), reading: Arc::default(), ..self }
    }
}

/// How the records of a text file from outside are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Values with a byte between them.
    Delimited {
        /// The byte.
        delimiter: u8,
        /// Whether the first record is a header.
        skips_first: bool,
    },
    /// Values with a tab between them, and backslashes in them.
    TabEscaped {
        /// Whether the first record is a header.
        skips_first: bool,
    },
    /// A record a line.
    Lines {
        /// Whether the first record is a header.
        skips_first: bool,
    },
    /// One record.
    Whole,
    /// Objects.
    Objects,
}

/// The batches of one file. It is empty after the first error.
pub(crate) struct TextBatches {
    rows: Rows,
    sink: RowSink,
    batch_size: usize,
    ended: bool,
}

enum Rows {
    Csv(CsvRows),
    Json(JsonRows),
    Delimited(DelimitedRows),
    Lines(LineRows),
}

impl TextBatches {
    /// Opens a file to build the columns of `plan`.
    pub(crate) fn open(file: &TableFile, plan: &RowPlan, batch_size: usize) -> Result<Self, DataError> {
        let names: Vec<&str> = plan.columns.iter().map(|c| &*c.name).collect();
        let input = open_counted(file, &plan.reading)?;
        let rows = match file.format {
            FileFormat::Json => Rows::Json(JsonRows::open(file, input, &names)),
            FileFormat::Csv | FileFormat::Parquet | FileFormat::Raw => Rows::Csv(CsvRows::open(file, input, &names)?),
        };
        Ok(Self::of(rows, file, plan, batch_size))
    }

    /// Reads a file from outside to build the columns of `plan`, which are at `fields`. `file` is what messages call
    /// it.
    pub(crate) fn external(
        file: &TableFile,
        input: Input,
        layout: Layout,
        fields: Vec<Field>,
        plan: &RowPlan,
        batch_size: usize,
    ) -> Self {
        let name = file.clone();
        let rows = match layout {
            Layout::Delimited { delimiter, skips_first } => {
                Rows::Delimited(DelimitedRows::new(name, input, delimiter, skips_first, fields))
            }
            Layout::TabEscaped { skips_first } => {
                Rows::Delimited(DelimitedRows::escaped(name, input, skips_first, fields))
            }
            Layout::Lines { skips_first } => Rows::Lines(LineRows::new(name, input, skips_first, fields)),
            Layout::Whole => Rows::Lines(LineRows::whole(name, input, fields)),
            Layout::Objects => Rows::Json(JsonRows::new(name, input, &fields)),
        };
        Self::of(rows, file, plan, batch_size)
    }

    fn of(rows: Rows, file: &TableFile, plan: &RowPlan, batch_size: usize) -> Self {
        Self { rows, sink: RowSink::new(file, plan.clone()), batch_size, ended: false }
    }

    fn read(&mut self) -> Result<Option<RecordBatch>, DataError> {
        let rows = match &mut self.rows {
            Rows::Csv(rows) => rows.read(self.batch_size, &mut self.sink)?,
            Rows::Json(rows) => rows.read(self.batch_size, &mut self.sink)?,
            Rows::Delimited(rows) => rows.read(self.batch_size, &mut self.sink)?,
            Rows::Lines(rows) => rows.read(self.batch_size, &mut self.sink)?,
        };
        self.ended = rows < self.batch_size && !self.sink.is_full();
        if rows == 0 { Ok(None) } else { self.sink.batch(rows).map(Some) }
    }
}

impl Iterator for TextBatches {
    type Item = Result<RecordBatch, DataError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let batch = self.read().transpose();
        self.ended |= !matches!(batch, Some(Ok(_)));
        batch
    }
}

/// Columns under construction, and what their types do not hold.
pub(crate) struct RowSink {
    file: Arc<std::path::Path>,
    plan: RowPlan,
    cells: Vec<Cells>,
    /// The order of each column's dates, where it matters.
    dates: Vec<Option<DateOrder>>,
    lost: BTreeMap<(usize, Loss), (u64, FailedCell)>,
    /// The bytes of the batch's texts so far.
    bytes: usize,
}

/// A batch of so many bytes is handed on, however few rows it has.
const FULL: usize = 16 << 20;

impl RowSink {
    /// Whether the batch has bytes enough.
    fn is_full(&self) -> bool {
        self.bytes >= FULL
    }

    fn new(file: &TableFile, plan: RowPlan) -> Self {
        let cells = plan.columns.iter().map(|c| Cells::new(c.ty)).collect();
        let dates = plan.columns.iter().map(|c| plan.dates.get(&c.name).copied()).collect();
        Self { file: file.path.as_path().into(), lost: BTreeMap::new(), plan, cells, dates, bytes: 0 }
    }

    /// Adds a text; a time is one of that zone.
    fn text_in(&mut self, zone: Option<Zone>, column: usize, text: &str, line: u64) {
        if !matches!(self.cells[column], Cells::DateTime(_)) {
            return self.text(column, text, line);
        }
        let order = self.dates[column];
        if order.is_some_and(|order| order.leaves_open(text)) {
            self.lose(Loss::Order, column, text, line);
        }
        let is_day_first = order.is_some_and(DateOrder::is_day_first);
        if zone.is_none() && !is_day_first {
            return self.text(column, text, line);
        }
        let ordered = if is_day_first { dates::month_first(text) } else { text.into() };
        let ticks = datetime::parse(ordered.trim());
        match (ticks.map(|ticks| zone.map_or(Some(ticks), |zone| zone.to_utc(ticks, text))), zone) {
            (Some(Some(ticks)), Some(_)) => {
                self.bytes += text.len();
                self.cells[column].append_value(&Value::DateTime(ticks));
            }
            (Some(_), None) => self.text(column, &ordered, line),
            _ => self.text(column, text, line),
        }
    }

    /// Adds a text of a file that puts commas before decimals.
    fn text_with_comma(&mut self, zone: Option<Zone>, column: usize, text: &str, line: u64) {
        let has_decimals = matches!(self.cells[column], Cells::Real(_) | Cells::Decimal(_));
        match Some(text.trim()).filter(|_| has_decimals).and_then(commas::with_point) {
            Some(number) => self.text(column, &number, line),
            None => self.text_in(zone, column, text, line),
        }
    }

    fn text(&mut self, column: usize, text: &str, line: u64) {
        self.bytes += text.len();
        if !self.cells[column].append_text(text) {
            self.lose(Loss::Null, column, text, line);
        } else {
            self.heed_digits(column, text, line);
        }
    }

    /// Adds a value; a time is one of that zone.
    fn json_in(&mut self, zone: Option<Zone>, column: usize, cell: &JsonCell<'_>, line: u64) {
        match cell {
            JsonCell::Text(text) => self.text_in_json(zone, column, text, line),
            _ => self.json(column, cell, line),
        }
    }

    fn text_in_json(&mut self, zone: Option<Zone>, column: usize, text: &str, line: u64) {
        match self.cells[column] {
            Cells::DateTime(_) => self.text_in(zone, column, text, line),
            _ => self.json(column, &JsonCell::Text(text.into()), line),
        }
    }

    fn json(&mut self, column: usize, cell: &JsonCell<'_>, line: u64) {
        self.bytes += match cell {
            JsonCell::Text(text) => text.len(),
            JsonCell::Nested(text) => text.len(),
            JsonCell::Null | JsonCell::Bool(_) | JsonCell::Number(_) => 0,
        };
        if !self.cells[column].append_json(cell) {
            let text = match cell {
                JsonCell::Null => "null",
                JsonCell::Bool(true) => "true",
                JsonCell::Bool(false) => "false",
                JsonCell::Number(text) | JsonCell::Nested(text) => text,
                JsonCell::Text(text) => text,
            };
            self.lose(Loss::Null, column, text, line);
        } else if let JsonCell::Number(text) = cell {
            self.heed_digits(column, text, line);
        }
    }

    /// Counts a number that a real column does not hold as it stands.
    fn heed_digits(&mut self, column: usize, text: &str, line: u64) {
        if text.len() > real::DIGITS && matches!(self.cells[column], Cells::Real(_)) && real::loses_digits(text) {
            self.lose(Loss::Digits, column, text, line);
        }
    }

    fn missing(&mut self, column: usize) {
        self.cells[column].append_missing();
    }

    fn lose(&mut self, loss: Loss, column: usize, text: &str, line: u64) {
        let first = || FailedCell::new(text, Some((self.file.clone(), line)));
        self.lost.entry((column, loss)).or_insert_with(|| (0, first())).0 += 1;
    }

    fn batch(&mut self, rows: usize) -> Result<RecordBatch, DataError> {
        for ((column, loss), (count, first)) in std::mem::take(&mut self.lost) {
            let Column { name, ty } = self.plan.columns[column].clone();
            self.plan.counters.add(Conversion { table: self.plan.table.clone(), column: name, ty, loss, count, first });
        }
        self.bytes = 0;
        let columns: Vec<ArrayRef> = self.cells.iter_mut().map(Cells::finish).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        RecordBatch::try_new_with_options(self.plan.schema.clone(), columns, &options)
            .map_err(|e| DataError::new(&self.file, format!("does not fit its own schema: {e}")))
    }
}

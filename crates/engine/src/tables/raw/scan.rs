//! A scan of raw logs as DataFusion sees it: one partition for each share of the files.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, RecordBatch, RecordBatchOptions, StringViewArray, new_null_array};
use arrow::datatypes::SchemaRef;
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Result;
use datafusion::datasource::TableType;
use datafusion::error::DataFusionError;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::logical_expr::Expr;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::stream::RecordBatchReceiverStreamBuilder;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use lurcher_functions::types::arrow_type;
use lurcher_sources::{Counts, Refused, Rows, Sink, SourceError, Unparsed};
use lurcher_symbols::{Column, ScalarType};
use tokio::sync::mpsc::Sender;

use super::RawFile;
use super::sample::reason;
use crate::store::{SOURCE_FILE, SOURCE_RECORD};
use crate::tables::counters::{ConversionCounters, Unread};
use crate::tables::edge::convert_array;
use crate::tables::reading::Reading;
use crate::tables::text::physical_schema;
use crate::tables::{DataError, Newest, TIME_GENERATED, TYPE};

/// How many batches a partition may be ahead of the one that reads it.
const BATCHES_AHEAD: usize = 2;

/// The raw logs of a table.
#[derive(Debug, Clone)]
pub(in crate::tables) struct RawScan {
    pub(super) files: Vec<RawFile>,
    pub(super) columns: Vec<Column>,
    pub(super) schema: SchemaRef,
    /// The tables whose rows are wanted, each with the columns that are known of it.
    pub(super) known: HashMap<Arc<str>, HashSet<Arc<str>>>,
    /// Whether rows of other tables are rows of those, and none that are missed.
    pub(super) has_other_tables: bool,
    pub(super) counters: Arc<ConversionCounters>,
}

#[async_trait]
impl TableProvider for RawScan {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let columns: Vec<Column> = match projection {
            Some(places) => places.iter().map(|place| self.columns[*place].clone()).collect(),
            None => self.columns.clone(),
        };
        let schema = physical_schema(&columns);
        let shares = state.config().target_partitions().clamp(1, self.files.len().max(1));
        let size = self.files.len().div_ceil(shares).max(1);
        let part = |files: &[RawFile]| RawScan {
            files: files.to_vec(),
            columns: columns.clone(),
            schema: schema.clone(),
            ..self.clone()
        };
        let parts = self.files.chunks(size).map(|files| Arc::new(part(files)) as Arc<dyn PartitionStream>);
        let scan = StreamingTableExec::try_new(schema.clone(), parts.collect(), None, [], false, limit)?;
        Ok(Arc::new(scan))
    }
}

impl PartitionStream for RawScan {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, context: Arc<TaskContext>) -> SendableRecordBatchStream {
        let mut stream = RecordBatchReceiverStreamBuilder::new(self.schema.clone(), BATCHES_AHEAD);
        let output = stream.tx();
        let reading = context.session_config().get_extension::<Reading>().unwrap_or_default();
        let scan = self.clone();
        let sizes = scan.files.iter().map(|file| usize::try_from(file.entry.stored_bytes()).unwrap_or(0));
        Reading::add(&reading.all_bytes, sizes.sum());
        Reading::add(&reading.all_files, scan.files.len());
        stream.spawn_blocking(move || {
            for file in &scan.files {
                let unread = BTreeMap::new();
                let mut taker = Taker { scan: &scan, file, output: &output, reading: &reading, unread };
                let read = file.format.read(file.entry.input(), &file.options, &mut taker);
                scan.counters.add_unread(taker.unread.into_values());
                match read {
                    Ok(()) => {}
                    Err(SourceError::Refused(e)) if e.is::<Gone>() => return Ok(()),
                    Err(SourceError::Refused(e)) => return Err(DataFusionError::External(e)),
                    Err(e) => return Err(DataError::new(file.entry.name(), reason(e)).into()),
                }
                Reading::add(&reading.files, 1);
                Reading::add(&reading.bytes, usize::try_from(file.entry.stored_bytes()).unwrap_or(0));
            }
            Ok(())
        });
        stream.build()
    }
}

/// Nobody listens any more when the query has what it needs.
#[derive(Debug)]
struct Gone;

impl fmt::Display for Gone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the query has what it needs")
    }
}

impl std::error::Error for Gone {}

/// Takes the rows of one file.
struct Taker<'t> {
    scan: &'t RawScan,
    file: &'t RawFile,
    output: &'t Sender<Result<RecordBatch>>,
    reading: &'t Reading,
    /// What is not among the rows, by reason.
    unread: BTreeMap<Arc<str>, Unread>,
}

impl Taker<'_> {
    fn batch(&self, rows: &Rows) -> Result<RecordBatch> {
        let count = rows.batch.num_rows();
        let text =
            |text: &str| Arc::new(StringViewArray::from_iter_values(std::iter::repeat_n(text, count))) as ArrayRef;
        let array = |column: &Column| -> Result<ArrayRef> {
            let found = rows.columns.iter().position(|c| c.name == column.name);
            let (array, ty) = match (&*column.name, found) {
                (_, Some(place)) => (Arc::clone(rows.batch.column(place)), rows.columns[place].ty),
                (TYPE, None) => (text(&rows.table), ScalarType::String),
                (SOURCE_FILE, None) => (text(self.file.entry.name()), ScalarType::String),
                (SOURCE_RECORD, None) => (Arc::new(rows.records.clone()) as ArrayRef, ScalarType::Long),
                (_, None) if column.ty == ScalarType::String => (text(""), ScalarType::String),
                (_, None) => return Ok(new_null_array(&arrow_type(column.ty), count)),
            };
            convert_array(&array, ty, column.ty)
        };
        let arrays = self.scan.columns.iter().map(array).collect::<Result<_>>()?;
        let options = RecordBatchOptions::new().with_row_count(Some(count));
        Ok(RecordBatch::try_new_with_options(self.scan.schema.clone(), arrays, &options)?)
    }

    /// Refuses what the beginning of the file did not show: it would be missed without a word.
    fn unseen(&self, rows: &Rows, what: &str) -> DataError {
        let first = rows.records.iter().flatten().next().unwrap_or(0);
        let message = format!("{what}, which the beginning of the file does not show, come with record {first}");
        DataError::new(self.file.entry.name(), message).with_help("lurcher ingest reads the whole file first")
    }

    fn unread(&mut self, reason: &str, offset: Option<u64>, count: u64) {
        match self.unread.get_mut(reason) {
            Some(known) => known.count += count,
            None => {
                let (file, reason) = (Arc::from(self.file.entry.name()), Arc::from(reason));
                self.unread.insert(Arc::clone(&reason), Unread { file, reason, offset, count });
            }
        }
    }
}

impl Sink for Taker<'_> {
    fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
        match self.scan.known.get(&rows.table) {
            Some(known) => {
                if let Some(column) = rows.columns.iter().find(|c| !known.contains(&c.name)) {
                    return Err(Box::new(self.unseen(&rows, &format!("values of the column '{}'", column.name))));
                }
            }
            None if self.scan.has_other_tables => return Ok(()),
            None => {
                let reason = format!("are of the table '{}'", rows.table);
                self.unread(&reason, None, rows.batch.num_rows() as u64);
                return Ok(());
            }
        }
        Reading::add(&self.reading.rows, rows.batch.num_rows());
        let batch = self.batch(&rows)?;
        self.output.blocking_send(Ok(batch)).map_err(|_| Box::new(Gone) as Refused)
    }

    fn unparsed(&mut self, record: Unparsed) -> Result<(), Refused> {
        self.unread(&format!("could not be read: {}", record.reason), Some(record.offset), 1);
        Ok(())
    }

    fn counted(&mut self, counts: &Counts) -> Result<(), Refused> {
        for ((table, column, reason), count) in &counts.unfit {
            // A column that the query does not read loses nothing.
            if self.scan.columns.iter().any(|c| c.name == *column) {
                self.unread(&format!("without a value of {table}.{column}: {reason}"), None, *count);
            }
        }
        if self.output.is_closed() { Err(Box::new(Gone)) } else { Ok(()) }
    }
}

/// The newest `TimeGenerated` of all files, which are read for it.
pub(in crate::tables) fn newest(scan: &RawScan, newest: &mut Newest) -> Result<(), DataError> {
    struct Seeing<'n> {
        scan: &'n RawScan,
        newest: &'n mut Newest,
    }
    impl Sink for Seeing<'_> {
        fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
            let times = rows.batch.column_by_name(TIME_GENERATED).and_then(|times| times.as_primitive_opt());
            if let Some(times) = times.filter(|_| self.scan.known.contains_key(&rows.table)) {
                self.newest.see(times);
            }
            Ok(())
        }
        fn unparsed(&mut self, _: Unparsed) -> Result<(), Refused> {
            Ok(())
        }
        fn counted(&mut self, _: &Counts) -> Result<(), Refused> {
            crate::execution::stop_point();
            Ok(())
        }
    }
    for file in &scan.files {
        file.format
            .read(file.entry.input(), &file.options, &mut Seeing { scan, newest })
            .map_err(|e| DataError::new(Path::new(file.entry.name()), reason(e)))?;
    }
    Ok(())
}

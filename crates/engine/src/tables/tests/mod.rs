//! Tables from files to rows.

mod parquet;
mod text;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::RecordBatch;
use datafusion::datasource::provider_as_source;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};
use lurcher_functions::types::arrow_type;
use lurcher_symbols::Further;

use super::*;
use crate::tables::values::{text_of, value_at};
use crate::workspace::Workspace;

/// A workspace under construction.
struct Folder {
    dir: tempfile::TempDir,
    context: LoadContext,
}

impl Folder {
    fn new() -> Self {
        let context = LoadContext {
            runtime: Arc::new(RuntimeEnv::default()),
            counters: Arc::default(),
            raw_options: Arc::default(),
        };
        Self { dir: tempfile::tempdir().unwrap(), context }
    }

    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        files.iter().for_each(|(name, text)| folder.write(name, text.as_bytes()));
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// The table `T`.
    fn load(&self, name: &str) -> Result<Table, String> {
        let workspace = Workspace::open(Some(self.dir.path())).map_err(|e| e.to_string())?;
        let files = workspace.tables().files(name).expect("the table has files").map_err(|e| e.to_string())?;
        let declared = Declared::new(name, workspace.settings().columns.get(name));
        load(name, files, &declared, &self.context).map_err(|e| self.relative(&e.to_string()))
    }

    /// A message without the folder's own path.
    fn relative(&self, message: &str) -> String {
        let root = self.dir.path().display().to_string();
        message.replace(&(root + std::path::MAIN_SEPARATOR_STR), "")
    }

    /// `name:type` of the columns, and the sorted rows as text, `null` for null.
    fn rows(&self, table: &Table) -> Result<(String, Vec<String>), String> {
        let schema: Vec<String> = table.symbol().columns.iter().map(|c| format!("{}:{}", c.name, c.ty)).collect();
        let mut rows = Vec::new();
        for source in table.sources() {
            for batch in self.scan(table, source)? {
                for row in 0..batch.num_rows() {
                    let cells = table.symbol().columns.iter().zip(batch.columns()).map(|(c, array)| {
                        assert_eq!(array.data_type(), &arrow_type(c.ty), "{}", c.name);
                        value_at(array, c.ty, row).map_or("null".to_owned(), |v| text_of(&v))
                    });
                    rows.push(cells.collect::<Vec<_>>().join("|"));
                }
            }
        }
        rows.sort();
        Ok((schema.join(" "), rows))
    }

    fn scan(&self, table: &Table, source: &Source) -> Result<Vec<RecordBatch>, String> {
        let fields = source.columns().iter().zip(&table.symbol().columns).map(|(e, c)| e.clone().alias(&*c.name));
        let plan = scan_of(source).project(fields.collect::<Vec<_>>()).unwrap().build().unwrap();
        self.run(plan).map(|(batches, _)| batches)
    }

    /// The batches, and the physical plan with its metrics.
    fn run(&self, plan: LogicalPlan) -> Result<(Vec<RecordBatch>, String), String> {
        let config = SessionConfig::new().with_target_partitions(2).with_collect_statistics(false);
        let session = SessionContext::new_with_config_rt(config, self.context.runtime.clone());
        let run = async {
            let plan = session.execute_logical_plan(plan).await?.create_physical_plan().await?;
            let batches = datafusion::physical_plan::collect(plan.clone(), session.task_ctx()).await?;
            let plan = datafusion::physical_plan::display::DisplayableExecutionPlan::with_metrics(plan.as_ref());
            Ok((batches, plan.indent(true).to_string()))
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
        let result: Result<_, DataFusionError> = runtime.block_on(run);
        result.map_err(|e| self.relative(&e.find_root().to_string()))
    }

    /// The columns and rows of a table, or the first error.
    fn read(&self, name: &str) -> Result<(String, Vec<String>), String> {
        let table = self.load(name)?;
        self.rows(&table)
    }

    fn conversions(&self) -> Vec<String> {
        self.context.counters.take().iter().map(|c| self.relative(&c.to_string())).collect()
    }
}

fn scan_of(source: &Source) -> LogicalPlanBuilder {
    LogicalPlanBuilder::scan("t", provider_as_source(source.provider().clone()), None).unwrap()
}

fn table_of(schema: &str, rows: &[&str]) -> Result<(String, Vec<String>), String> {
    Ok((schema.to_owned(), rows.iter().map(|r| (*r).to_owned()).collect()))
}

#[test]
fn documented_columns_come_first_and_are_there_without_a_file() {
    let folder = Folder::with(&[("Heartbeat.csv", "Extra,Computer,TimeGenerated\n1,c1,2026-01-15T10:00:00Z\n")]);
    let table = folder.load("Heartbeat").unwrap();
    let documented = crate::catalog::log_analytics::table("Heartbeat").unwrap().columns;
    assert_eq!(table.symbol().columns[..documented.len()], documented);
    assert_eq!(table.symbol().columns[documented.len()..], [Column::new("Extra", ScalarType::Long)]);
    let (_, rows) = folder.rows(&table).unwrap();
    let cell = |name: &str| {
        let place = table.symbol().columns.iter().position(|c| *c.name == *name).unwrap();
        rows[0].split('|').nth(place).unwrap().to_owned()
    };
    assert_eq!(cell("Type"), "Heartbeat");
    assert_eq!(cell("Computer"), "c1");
    assert_eq!(cell("OSType"), "");
    assert_eq!(cell("RemoteIPLongitude"), "null");
    assert_eq!(table.newest_time_generated().map(|newest| newest.now()), Ok(Some(639_040_680_000_000_000)));
}

#[test]
fn memory() {
    let columns = vec![Column::new("a", ScalarType::Long)];
    let symbol = TableSymbol { name: "m".into(), columns, further: Further::default(), empty: false };
    let column = Arc::new(arrow::array::Int64Array::from(vec![1, 2]));
    let batch = RecordBatch::try_new(physical_schema(&symbol.columns), vec![column]).unwrap();
    let table = Table::in_memory(symbol.clone(), vec![batch]).unwrap();
    assert_eq!(table.rows(), Some(2));
    assert_eq!(Folder::new().rows(&table), table_of("a:long", &["1", "2"]));
    assert!(Table::in_memory(symbol.clone(), Vec::new()).unwrap().symbol().empty);
    assert!(Table::empty(symbol).sources().is_empty());
}

#[test]
fn a_missing_file_is_named() {
    let folder = Folder::new();
    let file = crate::workspace::TableFile {
        path: Path::new("nowhere.parquet").into(),
        format: crate::workspace::FileFormat::Parquet,
        compression: crate::workspace::Compression::None,
    };
    let error = load("T", &[file], &Declared::default(), &folder.context).unwrap_err();
    assert_eq!(error.to_string(), "nowhere.parquet: does not exist");
}

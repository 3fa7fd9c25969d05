//! `min`, `max` and `count` over whole tables, from what Parquet files say of themselves.
//!
//! DataFusion would answer them from statistics too, but collects those of all columns of all files before it plans any
//! query. Here nothing is looked at but the footers that the tables have read already, and only for a query that asks.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Int64Type};
use datafusion::common::tree_node::Transformed;
use datafusion::common::{Column, DFSchema, ExprSchema, Result, ScalarValue};
use datafusion::datasource::listing::{ListingTable, ListingTableUrl};
use datafusion::datasource::physical_plan::parquet::metadata::CachedParquetMetaData;
use datafusion::datasource::source_as_provider;
use datafusion::execution::cache::cache_manager::FileMetadataCache;
use datafusion::logical_expr::{Aggregate, EmptyRelation, Expr, LogicalPlan, Projection, TableScan};
use datafusion::object_store::path::Path;
use datafusion::optimizer::optimizer::ApplyOrder;
use datafusion::optimizer::{OptimizerConfig, OptimizerRule};
use lurcher_symbols::mutants::{Mutant, is_planted};
use parquet::arrow::arrow_reader::statistics::StatisticsConverter;
use parquet::arrow::parquet_to_arrow_schema;
use parquet::file::metadata::ParquetMetaData;
use url::Url;

/// A file's footer, where it has been read.
pub(super) fn cached_footer(footers: &FileMetadataCache, file: &Path) -> Option<Arc<ParquetMetaData>> {
    let cached = footers.get(file)?;
    let metadata = cached.file_metadata.as_any().downcast_ref::<CachedParquetMetaData>()?;
    Some(Arc::clone(metadata.parquet_metadata()))
}

/// The rule. It comes when filters and columns have been pushed into the scans.
pub(super) struct AnswerFromFooters {
    footers: Arc<FileMetadataCache>,
}

impl AnswerFromFooters {
    /// `footers` is where the tables' footers are.
    pub(super) fn new(footers: Arc<FileMetadataCache>) -> Self {
        Self { footers }
    }
}

impl fmt::Debug for AnswerFromFooters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnswerFromFooters")
    }
}

impl OptimizerRule for AnswerFromFooters {
    fn name(&self) -> &str {
        "answer_from_footers"
    }

    fn apply_order(&self) -> Option<ApplyOrder> {
        Some(ApplyOrder::TopDown)
    }

    fn rewrite(&self, plan: LogicalPlan, _: &dyn OptimizerConfig) -> Result<Transformed<LogicalPlan>> {
        let LogicalPlan::Aggregate(aggregate) = &plan else { return Ok(Transformed::no(plan)) };
        let Some(values) = self.values(aggregate) else { return Ok(Transformed::no(plan)) };
        let fields = aggregate.schema.fields().iter().zip(values);
        let fields = fields.map(|(field, value)| Expr::Literal(value, None).alias(field.name())).collect();
        let one_row = EmptyRelation { produce_one_row: true, schema: Arc::new(DFSchema::empty()) };
        let answer = Projection::try_new(fields, Arc::new(LogicalPlan::EmptyRelation(one_row)))?;
        Ok(Transformed::yes(LogicalPlan::Projection(answer)))
    }
}

/// What a whole table can be asked.
enum Question<'a> {
    Rows,
    Least(&'a Column),
    Greatest(&'a Column),
}

impl AnswerFromFooters {
    fn values(&self, aggregate: &Aggregate) -> Option<Vec<ScalarValue>> {
        let LogicalPlan::TableScan(scan) = &*aggregate.input else { return None };
        if !aggregate.group_expr.is_empty() || !scan.filters.is_empty() || scan.fetch.is_some() {
            return None;
        }
        let questions = aggregate.aggr_expr.iter().map(question).collect::<Option<Vec<_>>>()?;
        let provider = source_as_provider(&scan.source).ok()?;
        let table: &ListingTable = (&*provider as &dyn std::any::Any).downcast_ref()?;
        let files = table.table_paths().iter().map(|file| self.footer(file)).collect::<Option<Vec<_>>>()?;
        questions.iter().map(|question| answer(question, scan, &files)).collect()
    }

    /// The footer of a file that has not changed since.
    fn footer(&self, file: &ListingTableUrl) -> Option<Arc<ParquetMetaData>> {
        let known = self.footers.get(file.prefix())?.meta;
        let found = Url::parse(file.as_str()).ok()?.to_file_path().ok()?.metadata().ok()?;
        let is_same = found.len() == known.size && found.modified().ok()? == SystemTime::from(known.last_modified);
        if is_same { cached_footer(&*self.footers, file.prefix()) } else { None }
    }
}

fn question(expr: &Expr) -> Option<Question<'_>> {
    let call = match expr {
        Expr::Alias(alias) => return question(&alias.expr),
        Expr::AggregateFunction(call) => call,
        _ => return None,
    };
    let params = &call.params;
    if params.distinct || params.filter.is_some() || !params.order_by.is_empty() {
        return None;
    }
    match (call.func.name(), params.args.as_slice()) {
        ("count", [Expr::Literal(value, _)]) if !value.is_null() => Some(Question::Rows),
        ("min", [Expr::Column(column)]) => Some(Question::Least(column)),
        ("max", [Expr::Column(column)]) => Some(Question::Greatest(column)),
        _ => None,
    }
}

fn answer(question: &Question<'_>, scan: &TableScan, files: &[Arc<ParquetMetaData>]) -> Option<ScalarValue> {
    let (column, is_greatest) = match question {
        Question::Rows => {
            let rows: i64 = files.iter().map(|file| file.file_metadata().num_rows()).sum();
            return Some(ScalarValue::Int64(Some(rows)));
        }
        Question::Least(column) => (column, false),
        Question::Greatest(column) => (column, true),
    };
    let field = scan.projected_schema.field_from_column(column).ok()?;
    let mut best: Option<(i64, ScalarValue)> = None;
    for file in files {
        for found in extremes(file, field, is_greatest)? {
            let is_better = best.as_ref().is_none_or(|(best, _)| (found.0 > *best) == is_greatest)
                || is_greatest && is_planted(Mutant::LastIsGreatest);
            if is_better {
                best = Some(found);
            }
        }
    }
    match best {
        Some((_, value)) => Some(value),
        None => ScalarValue::try_from(field.data_type()).ok(),
    }
}

/// The least or the greatest value of each row group that has values; none where the statistics do not tell it exactly.
fn extremes(file: &ParquetMetaData, field: &Field, is_greatest: bool) -> Option<Vec<(i64, ScalarValue)>> {
    use DataType::{Date32, Date64, Int8, Int16, Int32, Int64, Timestamp};
    let ty = field.data_type();
    if !matches!(ty, Int8 | Int16 | Int32 | Int64 | Timestamp(..) | Date32 | Date64) {
        return None;
    }
    let metadata = file.file_metadata();
    let schema = parquet_to_arrow_schema(metadata.schema_descr(), metadata.key_value_metadata()).ok()?;
    // A file whose column is converted while it is read has the statistics of another type.
    schema.field_with_name(field.name()).ok().filter(|of_file| of_file.data_type() == ty)?;
    let statistics = StatisticsConverter::try_new(field.name(), &schema, metadata.schema_descr()).ok()?;
    let groups = file.row_groups();
    let values =
        if is_greatest { statistics.row_group_maxes(groups) } else { statistics.row_group_mins(groups) }.ok()?;
    let nulls = statistics.row_group_null_counts(groups).ok()?;
    let whole = if *ty == Date32 { cast(&values, &Int32).ok()? } else { Arc::clone(&values) };
    let numbers = cast(&whole, &Int64).ok()?;
    let numbers = numbers.as_primitive::<Int64Type>();
    let mut found = Vec::with_capacity(groups.len());
    for (i, group) in groups.iter().enumerate() {
        let is_empty = nulls.is_valid(i) && i64::try_from(nulls.value(i)).ok() == Some(group.num_rows());
        match (is_empty, numbers.is_valid(i)) {
            (true, _) => {}
            (false, true) => found.push((numbers.value(i), ScalarValue::try_from_array(&values, i).ok()?)),
            (false, false) if group.num_rows() == 0 => {}
            (false, false) => return None,
        }
    }
    Some(found)
}

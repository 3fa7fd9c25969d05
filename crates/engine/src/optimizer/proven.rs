//! Conditions that the statistics of Parquet files prove for every row are left out of the scan.
//!
//! An ASIM parser asks for its vendor and product first. Where a table holds nothing else, as the minimum and maximum
//! of each row group tell, the columns need not be read at all. DataFusion uses such proofs to skip page indexes only.

use std::fmt;
use std::sync::Arc;

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::Result;
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::TreeNode;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::parquet::{ParquetAccessPlan, RowGroupAccessPlanFilter};
use datafusion::datasource::physical_plan::{
    FileGroup, FileScanConfig, FileScanConfigBuilder, FileSource, ParquetFileMetrics, ParquetSource,
};
use datafusion::datasource::source::DataSourceExec;
use datafusion::execution::cache::cache_manager::FileMetadataCache;
use datafusion::physical_expr::expressions::{Column, DynamicFilterPhysicalExpr, IsNotNullExpr, lit};
use datafusion::physical_expr::utils::collect_columns;
use datafusion::physical_expr::{PhysicalExpr, conjunction, split_conjunction};
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_optimizer::pruning::PruningPredicateBuilder;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::execution_plan::replace_children_if_necessary;
use datafusion::physical_plan::metrics::ExecutionPlanMetricsSet;
use lurcher_symbols::mutants::{Mutant, is_planted};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, RowGroupMetaData};
use parquet::file::statistics::Statistics;

use super::footers::cached_footer;

/// The rule.
pub(super) struct DropProven {
    footers: Arc<FileMetadataCache>,
}

impl DropProven {
    /// `footers` is where the tables' footers are.
    pub(super) fn new(footers: Arc<FileMetadataCache>) -> Self {
        Self { footers }
    }
}

impl fmt::Debug for DropProven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DropProven")
    }
}

impl PhysicalOptimizerRule for DropProven {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, _: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        self.lean(plan)
    }

    fn name(&self) -> &str {
        "drop_proven"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

/// What the statistics of a row group say of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    NoRow,
    SomeRows,
    AllRows,
}

impl DropProven {
    fn lean(&self, plan: Arc<dyn ExecutionPlan>) -> Result<Arc<dyn ExecutionPlan>> {
        if let Some(scan) = plan.downcast_ref::<DataSourceExec>() {
            let parquet = scan.downcast_to_file_source::<ParquetSource>();
            let leaner = parquet.and_then(|(config, source)| self.without_proven(config, source));
            return Ok(match leaner {
                Some(config) => DataSourceExec::from_data_source(config),
                None => plan,
            });
        }
        let children = plan.children().into_iter().map(|child| self.lean(Arc::clone(child)));
        let children = children.collect::<Result<Vec<_>>>()?;
        replace_children_if_necessary(plan, children)
    }

    /// The scan with fewer conditions; none where all are needed.
    fn without_proven(&self, config: &FileScanConfig, source: &ParquetSource) -> Option<FileScanConfig> {
        let predicate = source.filter()?;
        let conditions = split_conjunction(&predicate);
        let files = config.file_groups.iter().flat_map(FileGroup::iter);
        let footers = files.map(|file| self.footer(file)).collect::<Option<Vec<_>>>()?;
        let schema = source.table_schema().file_schema();
        let verdicts: Vec<Vec<Verdict>> = conditions.iter().map(|c| verdicts(c, schema, &footers)).collect();
        let needed = needed(&verdicts);
        if needed.len() == conditions.len() {
            return None;
        }
        let kept: Vec<_> = needed.iter().map(|i| Arc::clone(conditions[*i])).collect();
        let predicate = if kept.is_empty() { lit(true) } else { conjunction(kept) };
        let source = source.with_predicate(predicate);
        Some(FileScanConfigBuilder::from(config.clone()).with_source(Arc::new(source)).build())
    }

    /// The footer of a file that has not been written anew since.
    fn footer(&self, file: &PartitionedFile) -> Option<Arc<ParquetMetaData>> {
        let (known, found) = (self.footers.get(&file.object_meta.location)?.meta, &file.object_meta);
        let is_same = known.size == found.size && known.last_modified == found.last_modified;
        if is_same { cached_footer(&*self.footers, &found.location) } else { None }
    }
}

/// The verdicts on each row group of all files.
fn verdicts(condition: &Arc<dyn PhysicalExpr>, schema: &SchemaRef, footers: &[Arc<ParquetMetaData>]) -> Vec<Verdict> {
    let build = |condition| PruningPredicateBuilder::new().with_file_schema(Arc::clone(schema)).build(condition);
    let predicate = Some(condition).filter(|c| is_provable(c, schema)).and_then(|c| build(Arc::clone(c)));
    let metrics = ParquetFileMetrics::new(0, "", &ExecutionPlanMetricsSet::new());
    let present = condition.downcast_ref::<IsNotNullExpr>().and_then(|expr| expr.arg().downcast_ref::<Column>());
    let of_file = |footer: &Arc<ParquetMetaData>| {
        let groups = footer.row_groups();
        if let Some(column) = present {
            return groups.iter().map(|group| presence(group, column.name())).collect();
        }
        let Some(predicate) = &predicate else { return vec![Verdict::SomeRows; groups.len()] };
        let mut read = RowGroupAccessPlanFilter::new(ParquetAccessPlan::new_all(groups.len()));
        read.prune_by_statistics(schema, footer.file_metadata().schema_descr(), groups, predicate, &metrics);
        let mut verdicts = vec![Verdict::NoRow; groups.len()];
        let full = read.is_fully_matched();
        for group in read.row_group_indexes() {
            verdicts[group] = if full[group] { Verdict::AllRows } else { Verdict::SomeRows };
        }
        verdicts
    };
    footers.iter().flat_map(of_file).collect()
}

/// The verdict on `column is not null`, which the pruning of row groups cannot prove.
fn presence(group: &RowGroupMetaData, column: &str) -> Verdict {
    let chunk = group.columns().iter().find(|chunk| matches!(chunk.column_path().parts(), [name] if name == column));
    match chunk.and_then(ColumnChunkMetaData::statistics).and_then(Statistics::null_count_opt) {
        Some(0) => Verdict::AllRows,
        _ if is_planted(Mutant::NothingIsMissing) => Verdict::AllRows,
        _ => Verdict::SomeRows,
    }
}

/// Whether statistics can prove a condition at all: it must be known already, and those of reals leave NaN out.
fn is_provable(condition: &Arc<dyn PhysicalExpr>, schema: &SchemaRef) -> bool {
    let is_dynamic = condition.exists(|expr| Ok(expr.is::<DynamicFilterPhysicalExpr>())).unwrap_or(true);
    let is_real = |column: &Column| schema.field(column.index()).data_type().is_floating();
    !is_dynamic && !collect_columns(condition).iter().any(is_real)
}

/// The conditions that must stay, by their verdicts: a condition may go when all rows fulfil it that the others do not
/// rule out by statistics.
fn needed(verdicts: &[Vec<Verdict>]) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..verdicts.len()).collect();
    for condition in 0..verdicts.len() {
        let others: Vec<usize> = kept.iter().copied().filter(|other| *other != condition).collect();
        let is_read = |group: usize| others.iter().all(|other| verdicts[*other][group] != Verdict::NoRow);
        let groups = verdicts[condition].iter().enumerate();
        let holds = |verdict: Verdict| verdict == Verdict::AllRows || is_planted(Mutant::SomeRowsAreAll);
        if groups.filter(|(group, _)| is_read(*group)).all(|(_, verdict)| holds(*verdict)) {
            kept = others;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::Verdict::{AllRows, NoRow, SomeRows};
    use super::*;

    #[test]
    fn what_others_do_not_rule_out_must_be_proven() {
        let time = vec![NoRow, NoRow, SomeRows];
        let vendor = vec![AllRows, AllRows, AllRows];
        let product = vec![AllRows, SomeRows, AllRows];
        assert_eq!(needed(&[time.clone(), vendor.clone(), product.clone()]), [0]);
        // The second row group is not ruled out by the vendor.
        assert_eq!(needed(&[vendor.clone(), product]), [1]);
        assert!(needed(&[vendor.clone(), vendor]).is_empty());
        // A condition that rules row groups out is needed, though it is fulfilled wherever it does not.
        let whole = vec![NoRow, AllRows, AllRows];
        assert_eq!(needed(std::slice::from_ref(&whole)), [0]);
        assert_eq!(needed(&[whole.clone(), whole]), [1]);
        assert_eq!(needed(&[time]), [0]);
    }
}

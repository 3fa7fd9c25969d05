//! Row groups dealt to the partitions of a scan by what is read of them, not by where they stand in the file.
//!
//! DataFusion cuts a file into as many ranges of bytes as there are partitions. All that a query for the last day reads
//! stands in the last range: one core decodes, and the others have nothing to do. This rule, the last one, cuts files
//! into more ranges, so that each has about as many bytes of row groups that the statistics do not rule out. A range is
//! all that it says: whoever executes the scan reads the same rows, whatever the statistics say by then.

use std::fmt;
use std::sync::Arc;

use datafusion::common::Result;
use datafusion::common::config::ConfigOptions;
use datafusion::datasource::listing::{FileRange, PartitionedFile};
use datafusion::datasource::physical_plan::parquet::{ParquetAccessPlan, RowGroupAccessPlanFilter};
use datafusion::datasource::physical_plan::{
    FileGroup, FileScanConfig, FileScanConfigBuilder, FileSource, ParquetFileMetrics, ParquetSource,
};
use datafusion::datasource::source::DataSourceExec;
use datafusion::execution::cache::cache_manager::FileMetadataCache;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_optimizer::pruning::PruningPredicateBuilder;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::execution_plan::replace_children_if_necessary;
use datafusion::physical_plan::filter::FilterExec;
use datafusion::physical_plan::metrics::ExecutionPlanMetricsSet;
use datafusion::physical_plan::projection::ProjectionExec;
use datafusion::physical_plan::sorts::sort::SortExec;
use lurcher_symbols::mutants::{Mutant, is_planted};

use super::footers::cached_footer;

/// How many ranges a partition gets: whoever is done with one takes the next, so that a core that is slow or finds more
/// rows holds up nobody.
const RANGES_PER_PARTITION: u64 = 8;

/// The rule.
pub(super) struct DealRowGroups {
    footers: Arc<FileMetadataCache>,
}

impl DealRowGroups {
    /// `footers` is where the tables' footers are.
    pub(super) fn new(footers: Arc<FileMetadataCache>) -> Self {
        Self { footers }
    }
}

impl fmt::Debug for DealRowGroups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DealRowGroups")
    }
}

impl PhysicalOptimizerRule for DealRowGroups {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, _: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        self.deal(plan, false)
    }

    fn name(&self) -> &str {
        "deal_row_groups"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

/// A range of a file, and how many bytes of it are read.
struct Piece {
    file: PartitionedFile,
    bytes: u64,
}

/// A row group that is read.
struct RowGroup {
    start: i64,
    bytes: u64,
}

impl DealRowGroups {
    /// `best_first` says that somebody above wants the best rows only: it then reads the best row groups of each range
    /// first, and the fewer ranges the better.
    fn deal(&self, plan: Arc<dyn ExecutionPlan>, best_first: bool) -> Result<Arc<dyn ExecutionPlan>> {
        if let Some(scan) = plan.downcast_ref::<DataSourceExec>() {
            let parquet = scan.downcast_to_file_source::<ParquetSource>();
            let dealt = parquet.filter(|_| !best_first).and_then(|(config, source)| self.cut(config, source));
            return Ok(match dealt {
                Some(config) => DataSourceExec::from_data_source(config),
                None => plan,
            });
        }
        let best_first = match plan.downcast_ref::<SortExec>() {
            Some(sort) => sort.fetch().is_some(),
            None => best_first && (plan.is::<ProjectionExec>() || plan.is::<FilterExec>()),
        };
        let children = plan.children().into_iter().map(|child| self.deal(Arc::clone(child), best_first));
        let children = children.collect::<Result<Vec<_>>>()?;
        replace_children_if_necessary(plan, children)
    }

    /// The scan over more ranges; none where there is nothing to gain.
    fn cut(&self, config: &FileScanConfig, source: &ParquetSource) -> Option<FileScanConfig> {
        let is_free = !config.preserve_order
            && config.output_ordering.is_empty()
            && config.output_partitioning.is_none()
            && config.limit.is_none();
        let partitions = config.file_groups.len();
        if !is_free || partitions < 2 {
            return None;
        }
        let files: Vec<&PartitionedFile> = config.file_groups.iter().flat_map(FileGroup::iter).collect();
        let groups: Vec<Option<Vec<RowGroup>>> = self.row_groups(&files, source);
        let read = |(file, groups): (&&PartitionedFile, &Option<Vec<RowGroup>>)| match groups {
            Some(groups) => groups.iter().map(|group| group.bytes).sum(),
            None => file.object_meta.size,
        };
        let all: u64 = files.iter().zip(&groups).map(read).sum();
        let share = (all / (partitions as u64 * RANGES_PER_PARTITION)).max(1);
        let mut pieces = Vec::new();
        for (file, groups) in files.into_iter().zip(groups) {
            match groups {
                Some(groups) => cut_file(file, &groups, share, &mut pieces),
                None => pieces.push(Piece { file: file.clone(), bytes: file.object_meta.size }),
            }
        }
        if pieces.len() < partitions {
            return None;
        }
        if is_planted(Mutant::LastRangeIsLost) {
            pieces.pop();
        }
        let groups = shares(pieces, partitions);
        Some(FileScanConfigBuilder::from(config.clone()).with_file_groups(groups).build())
    }

    /// The row groups of each file or range that statistics do not rule out; none where the footer is not known.
    fn row_groups(&self, files: &[&PartitionedFile], source: &ParquetSource) -> Vec<Option<Vec<RowGroup>>> {
        let schema = source.table_schema().file_schema();
        let build = |filter| PruningPredicateBuilder::new().with_file_schema(Arc::clone(schema)).build(filter);
        let predicate = source.filter().and_then(build);
        let metrics = ParquetFileMetrics::new(0, "", &ExecutionPlanMetricsSet::new());
        let of_file = |file: &&PartitionedFile| {
            let footer = cached_footer(&*self.footers, &file.object_meta.location)?;
            let all = footer.row_groups();
            let mut read = RowGroupAccessPlanFilter::new(ParquetAccessPlan::new_all(all.len()));
            if let Some(range) = &file.range {
                read.prune_by_range(all, range);
            }
            if let Some(predicate) = &predicate {
                let parquet_schema = footer.file_metadata().schema_descr();
                read.prune_by_statistics(schema, parquet_schema, all, predicate, &metrics);
            }
            let mut groups = Vec::with_capacity(all.len());
            for group in read.row_group_indexes().filter_map(|i| all.get(i)) {
                // A row group belongs to the range that holds the beginning of its first column.
                let first = group.columns().first()?;
                let start = first.dictionary_page_offset().unwrap_or_else(|| first.data_page_offset());
                groups.push(RowGroup { start, bytes: u64::try_from(group.compressed_size()).unwrap_or(0).max(1) });
            }
            groups.sort_by_key(|group| group.start);
            Some(groups)
        };
        files.iter().map(of_file).collect()
    }
}

/// Cuts a file or range before a row group as often as a share is full. What is not read belongs to some range, too.
fn cut_file(file: &PartitionedFile, groups: &[RowGroup], share: u64, pieces: &mut Vec<Piece>) {
    let size = i64::try_from(file.object_meta.size).unwrap_or(i64::MAX);
    let FileRange { start, end } = file.range.clone().unwrap_or(FileRange { start: 0, end: size });
    let (mut from, mut bytes) = (start, 0);
    for group in groups {
        if bytes >= share && group.start > from {
            pieces.push(Piece { file: file.clone().with_range(from, group.start), bytes });
            (from, bytes) = (group.start, 0);
        }
        bytes += group.bytes;
    }
    let rest = if from == start { file.clone() } else { file.clone().with_range(from, end) };
    pieces.push(Piece { file: rest, bytes });
}

/// The pieces in their order, each partition with about as many bytes to read.
fn shares(pieces: Vec<Piece>, partitions: usize) -> Vec<FileGroup> {
    let all = pieces.iter().map(|piece| piece.bytes).sum::<u64>().max(1);
    let mut groups = vec![Vec::new(); partitions];
    let mut before = 0;
    for piece in pieces {
        let middle = before + piece.bytes / 2;
        let partition = usize::try_from(u128::from(middle) * partitions as u128 / u128::from(all)).unwrap_or(0);
        groups[partition.min(partitions - 1)].push(piece.file);
        before += piece.bytes;
    }
    groups.into_iter().map(FileGroup::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of 100 bytes with row groups of these bytes, of which some are read.
    fn cut(read: &[(i64, u64)], share: u64, range: Option<(i64, i64)>) -> Vec<(i64, i64, u64)> {
        let file = PartitionedFile::new("file", 100);
        let file = range.iter().fold(file, |file, (start, end)| file.with_range(*start, *end));
        let groups: Vec<RowGroup> =
            read.iter().map(|(start, bytes)| RowGroup { start: *start, bytes: *bytes }).collect();
        let mut pieces = Vec::new();
        cut_file(&file, &groups, share, &mut pieces);
        let whole = FileRange { start: 0, end: 100 };
        let range = |piece: &Piece| piece.file.range.clone().unwrap_or(whole.clone());
        pieces.iter().map(|piece| (range(piece).start, range(piece).end, piece.bytes)).collect()
    }

    #[test]
    fn pieces_cover_the_file_and_share_what_is_read() {
        let all = [(0, 25), (25, 25), (50, 25), (75, 25)];
        assert_eq!(cut(&all, 50, None), [(0, 50, 50), (50, 100, 50)]);
        assert_eq!(cut(&all, 1, None), [(0, 25, 25), (25, 50, 25), (50, 75, 25), (75, 100, 25)]);
        assert_eq!(cut(&all, 1000, None), [(0, 100, 100)]);
        // What is not read belongs to the piece before it.
        assert_eq!(cut(&[(75, 10), (85, 10)], 10, None), [(0, 85, 10), (85, 100, 10)]);
        assert_eq!(cut(&[], 10, None), [(0, 100, 0)]);
        assert_eq!(cut(&[(50, 20), (70, 20)], 20, Some((40, 90))), [(40, 70, 20), (70, 90, 20)]);
    }

    #[test]
    fn partitions_get_about_as_much() {
        let piece = |bytes| Piece { file: PartitionedFile::new("file", bytes), bytes };
        let sizes = |bytes: &[u64], partitions| {
            let groups = shares(bytes.iter().map(|bytes| piece(*bytes)).collect(), partitions);
            groups
                .iter()
                .map(|group| group.iter().map(|file| file.object_meta.size).collect())
                .collect::<Vec<Vec<u64>>>()
        };
        assert_eq!(sizes(&[1, 1, 1, 1], 2), [[1, 1], [1, 1]]);
        assert_eq!(sizes(&[10, 1, 1, 1], 2), [vec![10], vec![1, 1, 1]]);
        assert_eq!(sizes(&[0, 0, 5, 5], 2), [vec![0, 0, 5], vec![5]]);
        assert_eq!(sizes(&[0, 0], 2).concat().len(), 2);
    }
}

//! What a query has done so far, for whoever waits for it.

use std::collections::HashMap;
use std::ops::AddAssign;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use datafusion::datasource::physical_plan::FileScanConfig;
use datafusion::datasource::source::DataSourceExec;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::metrics::{MetricValue, MetricsSet};

use crate::tables::Reading;

/// What a query and its stages have done so far. It may be looked at from any thread; clones are of the same query.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    plans: Arc<Mutex<Parts>>,
    /// What scans of text files read; the context of the query carries it.
    reading: Arc<Reading>,
}

#[derive(Debug, Default)]
struct Parts {
    /// What plans did that have ended.
    ended: Done,
    /// Plans that run, by their number.
    running: Vec<(usize, Arc<dyn ExecutionPlan>)>,
    started: usize,
}

/// What has been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// Rows that were read.
    pub rows: usize,
    /// Bytes that were read of files.
    pub bytes: usize,
    /// Files that are read to their end. While a file is read in pieces, those that are done count as so many files.
    pub files: usize,
    /// All files that have to be read, as far as it is known.
    pub all_files: usize,
    /// Bytes of the files, or pieces of files, that are done, whatever of them had to be read.
    pub done_bytes: usize,
    /// Bytes of all files.
    pub all_bytes: usize,
    /// Bytes that were written to disk for want of memory.
    pub spilled: usize,
}

impl AddAssign for Done {
    fn add_assign(&mut self, other: Self) {
        self.rows += other.rows;
        self.bytes += other.bytes;
        self.files += other.files;
        self.all_files += other.all_files;
        self.done_bytes += other.done_bytes;
        self.all_bytes += other.all_bytes;
        self.spilled += other.spilled;
    }
}

impl Progress {
    /// What has been done up to now.
    pub fn look(&self) -> Done {
        let parts = self.lock();
        let mut done = parts.ended;
        parts.running.iter().for_each(|(_, plan)| done += Done::of(&**plan));
        drop(parts);
        done += Done::of_text(&self.reading);
        done
    }

    /// A plan begins to run. Returns its number.
    pub(super) fn begin(&self, plan: &Arc<dyn ExecutionPlan>) -> usize {
        let mut parts = self.lock();
        parts.started += 1;
        let number = parts.started;
        parts.running.push((number, Arc::clone(plan)));
        number
    }

    /// A plan runs no more. What it holds can go; what it did is kept.
    pub(super) fn end(&self, number: usize) {
        let mut parts = self.lock();
        if let Some(at) = parts.running.iter().position(|(running, _)| *running == number) {
            let (_, plan) = parts.running.swap_remove(at);
            parts.ended += Done::of(&*plan);
        }
    }

    pub(super) fn reading(&self) -> Arc<Reading> {
        Arc::clone(&self.reading)
    }

    fn lock(&self) -> MutexGuard<'_, Parts> {
        self.plans.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Done {
    fn of(plan: &dyn ExecutionPlan) -> Self {
        let mut done = Done::default();
        done.add(plan);
        done
    }

    fn of_text(reading: &Reading) -> Self {
        let of = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
        Done {
            rows: of(&reading.rows),
            bytes: of(&reading.bytes),
            files: of(&reading.files),
            all_files: of(&reading.all_files),
            done_bytes: of(&reading.bytes),
            all_bytes: of(&reading.all_bytes),
            spilled: 0,
        }
    }

    fn add(&mut self, plan: &dyn ExecutionPlan) {
        let metrics = plan.metrics();
        self.spilled += metrics.as_ref().and_then(MetricsSet::spilled_bytes).unwrap_or(0);
        // Text files count for themselves.
        if let Some(config) = plan.downcast_ref::<DataSourceExec>().and_then(files_of) {
            let mut scan = Scan::default();
            metrics.iter().flat_map(MetricsSet::iter).for_each(|metric| scan.count(metric.value()));
            *self += scan.of_all(config);
        }
        plan.children().into_iter().for_each(|child| self.add(&**child));
    }
}

/// What a scan of DataFusion's says of itself.
#[derive(Debug, Default)]
struct Scan {
    rows: usize,
    bytes: usize,
    /// Files, or pieces of them, that are done.
    pieces: usize,
}

impl Scan {
    fn count(&mut self, metric: &MetricValue) {
        match metric {
            MetricValue::OutputRows(rows) => self.rows += rows.value(),
            MetricValue::Count { name, count } => match &**name {
                // A scan that filters has read what it throws away.
                "pushdown_rows_pruned" => self.rows += count.value(),
                "bytes_scanned" => self.bytes += count.value(),
                "files_processed" => self.pieces += count.value(),
                _ => {}
            },
            _ => {}
        }
    }

    /// With the files that the scan has to read. Files are cut into pieces, of which nobody says to which file those
    /// that are done belong.
    fn of_all(self, config: &FileScanConfig) -> Done {
        let mut sizes = HashMap::new();
        let mut all_pieces: u128 = 0;
        for file in config.file_groups.iter().flat_map(|group| group.iter()) {
            sizes.insert(&file.object_meta.location, file.object_meta.size as usize);
            all_pieces += 1;
        }
        let (all_files, all_bytes) = (sizes.len(), sizes.values().sum::<usize>());
        let share = |all: usize| (all as u128 * self.pieces as u128).checked_div(all_pieces).unwrap_or(0) as usize;
        Done {
            rows: self.rows,
            bytes: self.bytes,
            files: share(all_files),
            all_files,
            done_bytes: share(all_bytes),
            all_bytes,
            spilled: 0,
        }
    }
}

fn files_of(scan: &DataSourceExec) -> Option<&FileScanConfig> {
    scan.data_source().downcast_ref()
}

//! Which file cannot be read: Parquet's reader says what is wrong with the data, and not where they stand.

use std::collections::BTreeSet;

use datafusion::datasource::physical_plan::{FileGroup, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::physical_plan::ExecutionPlan;

use crate::error::EngineError;

/// So many files are named.
const MOST_NAMED: usize = 3;

/// The error with the files that it may be about: those that the plan reads.
pub(super) fn named(error: EngineError, plan: &dyn ExecutionPlan) -> EngineError {
    let EngineError::File(reason) = error else { return error };
    let mut files = BTreeSet::new();
    add_files(plan, &mut files);
    let shown: Vec<&str> = files.iter().take(MOST_NAMED).map(String::as_str).collect();
    match (&shown[..], files.len()) {
        ([], _) => EngineError::File(reason),
        ([file], _) => EngineError::Failed(format!("{file}: is damaged: {reason} (write or copy it again)")),
        (several, count) => {
            let more = if count > several.len() { " …" } else { "" };
            let files = several.join(", ");
            EngineError::Failed(format!(
                "one of {count} files is damaged: {reason} ({files}{more}; ask them one by one)"
            ))
        }
    }
}

fn add_files(plan: &dyn ExecutionPlan, files: &mut BTreeSet<String>) {
    let scan = plan.downcast_ref::<DataSourceExec>();
    if let Some((config, _)) = scan.and_then(|scan| scan.downcast_to_file_source::<ParquetSource>()) {
        let read = config.file_groups.iter().flat_map(FileGroup::iter);
        files.extend(read.map(|file| format!("/{}", file.object_meta.location)));
    }
    plan.children().into_iter().for_each(|child| add_files(&**child, files));
}

//! Scans whose readers notice that a file changes while it is read.

use std::fmt;
use std::sync::Arc;

use datafusion::common::Result;
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::datasource::physical_plan::{FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::execution::cache::cache_manager::FileMetadataCache;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::ExecutionPlan;

use crate::tables::SteadyReaders;

/// The rule. DataFusion makes a scan with readers of its own, which know the path and not the file.
pub(super) struct ReadSteadily {
    readers: Arc<SteadyReaders>,
}

impl ReadSteadily {
    /// `footers` is where the tables' footers are.
    pub(super) fn new(footers: Arc<FileMetadataCache>) -> Self {
        Self { readers: Arc::new(SteadyReaders::new(footers)) }
    }
}

impl fmt::Debug for ReadSteadily {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReadSteadily")
    }
}

impl PhysicalOptimizerRule for ReadSteadily {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, _: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        let steady = |node: Arc<dyn ExecutionPlan>| {
            let scan = node.downcast_ref::<DataSourceExec>();
            let Some((config, source)) = scan.and_then(|scan| scan.downcast_to_file_source::<ParquetSource>()) else {
                return Ok(Transformed::no(node));
            };
            let source = source.clone().with_parquet_file_reader_factory(Arc::clone(&self.readers) as _);
            let config = FileScanConfigBuilder::from(config.clone()).with_source(Arc::new(source)).build();
            Ok(Transformed::yes(DataSourceExec::from_data_source(config) as _))
        };
        plan.transform_up(steady).data()
    }

    fn name(&self) -> &str {
        "read_steadily"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

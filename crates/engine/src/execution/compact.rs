//! Texts of a batch without those of others.
//!
//! The texts of a column are views of buffers, and the batches that a scan cuts out of one page share its buffer, as do
//! the parts of a batch that are dealt to several threads. Whoever keeps batches counts, and keeps, the whole buffer
//! with each of them.

use std::fmt;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringViewArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_plan::execution_plan::{
    ChildrenPropertiesMode, ReplaceChildrenOptions, replace_children_if_necessary,
};
use datafusion::physical_plan::repartition::RepartitionExec;
use datafusion::physical_plan::sorts::sort::SortExec;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{DisplayAs, DisplayFormatType, ExecutionPlan, PlanProperties};
use futures::StreamExt;

/// Fewer bytes are not worth a copy.
const FEW: usize = 64 << 10;

/// The plan in which sorts and exchanges get batches that hold nothing but their own texts.
pub(super) fn compact(plan: Arc<dyn ExecutionPlan>) -> Result<Arc<dyn ExecutionPlan>> {
    let keeps = plan.is::<SortExec>() || plan.is::<RepartitionExec>();
    let children = plan.children().into_iter().map(|child| {
        let child = compact(Arc::clone(child))?;
        Ok(if keeps { Arc::new(CompactExec { input: child }) } else { child })
    });
    let children = children.collect::<Result<Vec<_>>>()?;
    replace_children_if_necessary(plan, children)
}

/// The same rows, each batch with texts of its own.
#[derive(Debug)]
struct CompactExec {
    input: Arc<dyn ExecutionPlan>,
}

impl DisplayAs for CompactExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CompactExec")
    }
}

impl ExecutionPlan for CompactExec {
    fn name(&self) -> &str {
        "CompactExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        self.input.properties()
    }

    fn maintains_input_order(&self) -> Vec<bool> {
        vec![true]
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.input]
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn replace_children(
        self: Arc<Self>,
        mut children: Vec<Arc<dyn ExecutionPlan>>,
        _: ReplaceChildrenOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        Ok(Arc::new(Self { input: children.swap_remove(0) }))
    }

    fn with_new_children(self: Arc<Self>, children: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        self.replace_children(children, ReplaceChildrenOptions::new(ChildrenPropertiesMode::Recompute))
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let batches = self.input.execute(partition, context)?;
        let schema = batches.schema();
        Ok(Box::pin(RecordBatchStreamAdapter::new(schema, batches.map(|batch| own(batch?)))))
    }
}

/// The batch with texts of its own.
fn own(batch: RecordBatch) -> Result<RecordBatch> {
    let columns: Vec<ArrayRef> = batch.columns().iter().map(own_texts).collect();
    Ok(RecordBatch::try_new(batch.schema(), columns)?)
}

fn own_texts(column: &ArrayRef) -> ArrayRef {
    if *column.data_type() != DataType::Utf8View {
        return Arc::clone(column);
    }
    let texts: &StringViewArray = column.as_string_view();
    let held: usize = texts.data_buffers().iter().map(|buffer| buffer.capacity()).sum();
    let own = || texts.total_buffer_bytes_used();
    if held > FEW && held > 2 * own() { Arc::new(texts.gc()) } else { Arc::clone(column) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_of_long_texts_lets_go_of_the_others() {
        let long = "x".repeat(1000);
        let all: ArrayRef = Arc::new(StringViewArray::from_iter_values((0..1000).map(|_| &long)));
        let held = |column: &ArrayRef| -> usize {
            column.as_string_view().data_buffers().iter().map(|buffer| buffer.capacity()).sum()
        };
        let few = own_texts(&all.slice(10, 5));
        assert_eq!(few.as_string_view(), all.slice(10, 5).as_string_view());
        assert!(held(&few) < 20_000 && held(&all) > 900_000, "{} of {}", held(&few), held(&all));
        assert!(Arc::ptr_eq(&own_texts(&all), &all), "nothing is copied for nothing");
    }
}

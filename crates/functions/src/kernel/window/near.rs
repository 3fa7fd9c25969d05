//! The plugin `rows_near`.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray};
use arrow::buffer::BooleanBuffer;
use arrow::datatypes::DataType;
use datafusion::common::Result;

use super::udwf::Rule;

/// Whether a row, or one near it, meets a condition.
#[derive(Debug, PartialEq)]
pub struct Near {
    /// So many rows before one that meets it.
    pub before: usize,
    /// So many rows after one that meets it.
    pub after: usize,
}

impl Rule for Near {
    fn arguments(&self) -> Vec<DataType> {
        vec![DataType::Boolean]
    }

    fn result(&self) -> DataType {
        DataType::Boolean
    }

    fn evaluate(&self, values: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
        let condition = values[0].as_boolean();
        let mut near = vec![false; rows];
        // The end of what is marked already, so that no row is marked twice.
        let mut marked = 0;
        for row in (0..rows).filter(|row| condition.is_valid(*row) && condition.value(*row)) {
            let end = row.saturating_add(self.after).saturating_add(1).min(rows);
            near[row.saturating_sub(self.before).max(marked)..end].fill(true);
            marked = end;
        }
        Ok(Arc::new(BooleanArray::new(BooleanBuffer::from(near), None)))
    }
}

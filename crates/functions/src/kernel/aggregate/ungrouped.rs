//! An accumulator for a query without groups, over the accumulator for many.

use arrow::array::{ArrayRef, new_empty_array};
use arrow::datatypes::DataType;
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{Accumulator, EmitTo};

use super::udaf::Groups;

/// One group.
#[derive(Debug)]
pub struct Ungrouped {
    groups: Box<dyn Groups>,
    /// The group of each row: always 0.
    group: Vec<usize>,
}

impl Ungrouped {
    /// Starts with one group that has no rows.
    pub fn new(mut groups: Box<dyn Groups>, arguments: &[DataType]) -> Result<Self> {
        let nothing: Vec<ArrayRef> = arguments.iter().map(new_empty_array).collect();
        groups.update_batch(&nothing, &[], None, 1)?;
        Ok(Self { groups, group: Vec::new() })
    }

    fn zeros(&mut self, values: &[ArrayRef]) -> usize {
        let rows = values.first().map_or(0, |v| v.len());
        if self.group.len() < rows {
            self.group.resize(rows, 0);
        }
        rows
    }
}

impl Accumulator for Ungrouped {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let rows = self.zeros(values);
        self.groups.update_batch(values, &self.group[..rows], None, 1)
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        ScalarValue::try_from_array(&self.groups.evaluate(EmitTo::All)?, 0)
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.groups.size() + self.group.capacity() * size_of::<usize>()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        self.groups.state(EmitTo::All)?.iter().map(|column| ScalarValue::try_from_array(column, 0)).collect()
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let rows = self.zeros(states);
        self.groups.merge_batch(states, &self.group[..rows], 1)
    }
}

//! Aggregates whose state is a small value a group.

use std::fmt::Debug;

use arrow::array::{Array, ArrayRef, ArrowPrimitiveType, BooleanArray, PrimitiveArray};
use arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::{EmitTo, GroupsAccumulator};

use super::selection::{downcast, each_row, selected};
use super::udaf::{Family, Groups};

/// A way to fold the values of a group into a cell. Nulls do not come.
pub trait Fold: Debug + Send + Sync + 'static {
    /// The Arrow type of the values.
    type Input: ArrowPrimitiveType;
    /// The state of a group.
    type Cell: Copy + Default + Debug + Send + Sync;

    /// Adds a value.
    fn add(cell: &mut Self::Cell, value: <Self::Input as ArrowPrimitiveType>::Native);

    /// Adds another state.
    fn merge(cell: &mut Self::Cell, other: Self::Cell);

    /// The types of the columns of a state.
    fn state() -> Vec<DataType>;

    /// The columns of the states.
    fn save(cells: &[Self::Cell]) -> Vec<ArrayRef>;

    /// The states of the columns.
    fn load(columns: &[ArrayRef]) -> Result<Vec<Self::Cell>>;

    /// The type of the values and of the result.
    fn types() -> (DataType, DataType);

    /// The results.
    fn finish(cells: &[Self::Cell]) -> ArrayRef;
}

/// The family of a fold.
#[derive(Debug, Default)]
pub struct Folding<F>(std::marker::PhantomData<F>);

impl<F> PartialEq for Folding<F> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<F> Folding<F> {
    /// The family.
    pub fn new() -> Self {
        Self(std::marker::PhantomData)
    }
}

impl<F: Fold> Family for Folding<F> {
    fn arguments(&self) -> Vec<DataType> {
        vec![F::types().0]
    }

    fn state(&self) -> Vec<DataType> {
        F::state()
    }

    fn result(&self) -> DataType {
        F::types().1
    }

    fn accumulator(&self) -> Box<dyn Groups> {
        Box::new(Cells::<F> { cells: Vec::new() })
    }
}

#[derive(Debug)]
struct Cells<F: Fold> {
    cells: Vec<F::Cell>,
}

impl<F: Fold> GroupsAccumulator for Cells<F> {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.cells.resize(total, F::Cell::default());
        let column: &PrimitiveArray<F::Input> = downcast(&values[0])?;
        let data = column.values();
        let cells = &mut self.cells;
        each_row(groups, column.nulls(), filter, |row, group| F::add(&mut cells[group], data[row]));
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        Ok(F::finish(&emit_to.take_needed(&mut self.cells)))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        Ok(F::save(&emit_to.take_needed(&mut self.cells)))
    }

    fn merge_batch(&mut self, values: &[ArrayRef], groups: &[usize], total: usize) -> Result<()> {
        self.cells.resize(total, F::Cell::default());
        for (group, cell) in groups.iter().zip(F::load(values)?) {
            F::merge(&mut self.cells[*group], cell);
        }
        Ok(())
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let column: &PrimitiveArray<F::Input> = downcast(&values[0])?;
        let rows = selected(column.nulls(), filter);
        let mut cells = vec![F::Cell::default(); column.len()];
        for (row, cell) in cells.iter_mut().enumerate() {
            if rows.as_ref().is_none_or(|rows| rows.value(row)) {
                F::add(cell, column.value(row));
            }
        }
        Ok(F::save(&cells))
    }

    fn size(&self) -> usize {
        self.cells.capacity() * size_of::<F::Cell>()
    }
}

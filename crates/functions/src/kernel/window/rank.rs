//! `row_rank_dense` and `row_rank_min`.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Int64Array};
use arrow::compute::kernels::cmp::distinct;
use arrow::datatypes::DataType;
use datafusion::common::Result;

use super::restart::Restart;
use super::udwf::Rule;

/// What a change of the term does to the rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RankKind {
    /// Adds 1.
    Dense,
    /// Makes it the row's number.
    Min,
}

/// Ranks rows by a term that they are sorted by: rows with the same term as the row before have its rank.
#[derive(Debug, PartialEq)]
pub struct Rank {
    /// What a change does.
    pub kind: RankKind,
    /// The term's type.
    pub term: DataType,
    /// Whether there is a restart predicate.
    pub restarts: bool,
}

impl Rule for Rank {
    fn arguments(&self) -> Vec<DataType> {
        std::iter::once(self.term.clone()).chain(self.restarts.then_some(DataType::Boolean)).collect()
    }

    fn result(&self) -> DataType {
        DataType::Int64
    }

    fn evaluate(&self, values: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
        let restart = Restart::of(values.get(1))?;
        let term = &values[0];
        let pairs = rows.saturating_sub(1);
        let changes = distinct(&term.slice(rows - pairs, pairs), &term.slice(0, pairs))?;
        let (mut rank, mut number) = (1, 0);
        let ranks = (0..rows).map(|row| {
            if row == 0 || restart.at(row) {
                (rank, number) = (1, 1);
                return rank;
            }
            number += 1;
            if changes.value(row - 1) {
                rank = if self.kind == RankKind::Dense { rank + 1 } else { number };
            }
            rank
        });
        Ok(Arc::new(Int64Array::from_iter_values(ranks)))
    }
}

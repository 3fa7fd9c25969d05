//! Where a window function starts anew.

use arrow::array::{Array, ArrayRef, BooleanArray};
use datafusion::common::{Result, internal_datafusion_err};

/// The rows at which the predicate is true; null counts as false.
#[derive(Debug, Clone, Copy)]
pub struct Restart<'a>(Option<&'a BooleanArray>);

impl<'a> Restart<'a> {
    /// Reads the predicate, if the call has one.
    pub fn of(column: Option<&'a ArrayRef>) -> Result<Self> {
        let bools = |column: &'a ArrayRef| {
            column.as_any().downcast_ref().ok_or_else(|| internal_datafusion_err!("a restart predicate is no bool"))
        };
        Ok(Self(column.map(bools).transpose()?))
    }

    /// Whether a row starts anew.
    #[inline]
    pub fn at(&self, row: usize) -> bool {
        self.0.is_some_and(|bools| bools.is_valid(row) && bools.value(row))
    }
}

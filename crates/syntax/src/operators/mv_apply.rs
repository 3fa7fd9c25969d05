//! The `mv-apply` operator.

use super::{ExpandItem, Operator};
use crate::ast::{Expr, Name, Param};

/// `| mv-apply items on (operators)`: a subquery over each row's array.
#[derive(Debug, Clone, PartialEq)]
pub struct MvApply {
    /// `with_itemindex=Name`: the column with the element's place.
    pub with_item_index: Option<Name>,
    /// Hints.
    pub params: Vec<Param>,
    /// The arrays.
    pub items: Vec<ExpandItem>,
    /// How many elements of a row are used.
    pub limit: Option<Expr>,
    /// `id` context, undocumented.
    pub id: Option<Expr>,
    /// What the elements of one row go through.
    pub subquery: Vec<Operator>,
}

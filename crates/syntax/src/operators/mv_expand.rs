//! The `mv-expand` operator.

use lurcher_diagnostics::Span;

use crate::ast::{Expr, Name, NamedExpr, Param, TypeName, same_but_span};

/// `| mv-expand items [limit n]`: a row for each element of an array or bag.
#[derive(Debug, Clone, PartialEq)]
pub struct MvExpand {
    /// `bagexpansion=…` or `kind=…`.
    pub bag_expansion: Option<BagExpansion>,
    /// `with_itemindex=Name`: the column with the element's place.
    pub with_item_index: Option<Name>,
    /// Hints.
    pub params: Vec<Param>,
    /// What is expanded, in parallel.
    pub items: Vec<ExpandItem>,
    /// How many rows one row may become.
    pub limit: Option<Expr>,
}

/// `[name =] expr [to typeof(type)]`
#[derive(Debug, Clone)]
pub struct ExpandItem {
    /// The array or bag.
    pub value: NamedExpr,
    /// The type that the elements are converted to.
    pub to: Option<TypeName>,
    /// All of it.
    pub span: Span,
}

/// What a property bag expands to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BagExpansion {
    /// `bag`: single-entry bags.
    Bag,
    /// `array`: `[key, value]` arrays.
    Array,
}

same_but_span! {
    ExpandItem { value, to }
}

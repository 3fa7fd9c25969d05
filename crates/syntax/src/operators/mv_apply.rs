//! The `mv-apply` operator.

use nom::Parser;
use nom::combinator::{cut, opt};

use super::mv_expand::{item, print_item};
use super::{ExpandItem, Operator};
use crate::ast::{Expr, Name, Param};
use crate::parser::{In, PResult, clause, comma_list, expr, params, subpipe, take_name};
use crate::printer::Printer;

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

impl MvApply {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let start = i;
        let (limit, id) = (opt(clause("limit", expr)), opt(clause("id", expr)));
        let mut apply = (params(&[]), cut(comma_list(item)), limit, id, cut(clause("on", subpipe)));
        let (i, (mut params, items, limit, id, subquery)) = apply.parse(i)?;
        let with_item_index = take_name(start, &mut params, "with_itemindex");
        Ok((i, Self { with_item_index, params, items, limit, id, subquery }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("mv-apply");
        if let Some(name) = &self.with_item_index {
            p.text(" with_itemindex=").name(name);
        }
        p.params(&self.params).text(" ").list(&self.items, print_item);
        for (word, value) in [(" limit ", &self.limit), (" id ", &self.id)] {
            if let Some(value) = value {
                p.text(word).expr(value);
            }
        }
        p.text(" on ").subpipe(&self.subquery);
    }
}

//! The `sort` operator.

use nom::Parser;
use nom::combinator::{cut, map, opt};

use crate::ast::{NullsOrder, Param, SortKey, SortOrder};
use crate::parser::{In, PResult, choice, clause, comma_list, named_expr, params, spanned};
use crate::printer::Printer;

/// `| sort by keys`, `order by`: sorts the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Sort {
    /// Hints.
    pub params: Vec<Param>,
    /// The keys.
    pub keys: Vec<SortKey>,
}

impl Sort {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map((params(&[]), cut(clause("by", comma_list(sort_key)))), |(params, keys)| Self { params, keys }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("sort").params(&self.params).text(" by ").list(&self.keys, Printer::sort_key);
    }
}

/// `expr [asc|desc] [nulls first|last]`
pub(super) fn sort_key(i: In<'_>) -> PResult<'_, SortKey> {
    let order = opt(choice(
        &[
            ("asc", SortOrder::Asc),
            ("desc", SortOrder::Desc),
            ("granny-asc", SortOrder::Asc),
            ("granny-desc", SortOrder::Desc),
        ],
        "an order",
    ));
    let place = choice(&[("first", NullsOrder::First), ("last", NullsOrder::Last)], "`first` or `last`");
    let key = spanned((named_expr, order, opt(clause("nulls", place))));
    map(key, |((expr, order, nulls), span)| SortKey { expr, order, nulls, span }).parse(i)
}

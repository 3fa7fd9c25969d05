//! The `mv-expand` operator.

use lurcher_diagnostics::Span;
use nom::Parser;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use crate::ast::{Expr, Name, NamedExpr, Param, TypeName, same_but_span};
use crate::parser::{
    In, PResult, clause, comma_list, expr, named_expr, params, parens, spanned, take_choice, take_name, type_name, word,
};
use crate::printer::Printer;

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
    /// Whether it is written in the old way, `mvexpand`, which has a limit of its own.
    pub is_legacy: bool,
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

impl MvExpand {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let start = i;
        let mut expand = (params(&[]), cut(comma_list(item)), opt(clause("limit", expr)));
        let (i, (mut params, items, limit)) = expand.parse(i)?;
        let bags = &[("bag", BagExpansion::Bag), ("array", BagExpansion::Array)];
        let kind = take_choice(start, &mut params, "kind", bags);
        let bag_expansion = take_choice(start, &mut params, "bagexpansion", bags).or(kind);
        let with_item_index = take_name(start, &mut params, "with_itemindex");
        Ok((i, Self { bag_expansion, with_item_index, params, items, limit, is_legacy: false }))
    }

    pub(super) fn read_legacy(i: In<'_>) -> PResult<'_, Self> {
        map(Self::read, |expand| Self { is_legacy: true, ..expand }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword(if self.is_legacy { "mvexpand" } else { "mv-expand" });
        if let Some(kind) = self.bag_expansion {
            p.text(match kind {
                BagExpansion::Bag => " bagexpansion=bag",
                BagExpansion::Array => " bagexpansion=array",
            });
        }
        if let Some(name) = &self.with_item_index {
            p.text(" with_itemindex=").name(name);
        }
        p.params(&self.params).text(" ").list(&self.items, print_item);
        if let Some(limit) = &self.limit {
            p.text(" limit ").expr(limit);
        }
    }
}

/// `[name =] expr [to typeof(type)]`, of `mv-expand` and `mv-apply`.
pub(super) fn item(i: In<'_>) -> PResult<'_, ExpandItem> {
    let to = clause("to", preceded(word("typeof"), parens(type_name)));
    map(spanned((named_expr, opt(to))), |((value, to), span)| ExpandItem { value, to, span }).parse(i)
}

pub(super) fn print_item<'p>(p: &'p mut Printer, item: &ExpandItem) -> &'p mut Printer {
    p.named(&item.value);
    match &item.to {
        Some(ty) => p.text(" to typeof(").text(ty.kind.name()).text(")"),
        None => p,
    }
}

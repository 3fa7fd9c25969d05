//! The `union` operator.

use nom::Parser;
use nom::combinator::cut;

use super::find::entity;
use crate::ast::{Expr, Name, Param};
use crate::parser::{In, PResult, comma_list, params, postfix, take_bool, take_choice, take_name};
use crate::printer::Printer;

/// `| union [kind=…] [withsource=Name] [isfuzzy=true] tables`: the rows of all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// `kind=…`; `outer` when not written.
    pub kind: Option<UnionKind>,
    /// `withsource=Name`: the column that says where a row came from.
    pub with_source: Option<Name>,
    /// `isfuzzy=…`: whether tables that do not exist are forgiven.
    pub is_fuzzy: Option<bool>,
    /// Hints.
    pub params: Vec<Param>,
    /// Names, wildcards, calls and subqueries.
    pub sources: Vec<Expr>,
}

/// Which columns a union has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnionKind {
    /// `inner`: the columns that all have.
    Inner,
    /// `outer`: the columns that any has.
    Outer,
}

impl UnionKind {
    /// Writes `kind=…` where it was written.
    pub(super) fn print(kind: Option<Self>, p: &mut Printer) {
        match kind {
            None => {}
            Some(Self::Inner) => {
                p.text(" kind=inner");
            }
            Some(Self::Outer) => {
                p.text(" kind=outer");
            }
        }
    }
}

impl Union {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let start = i;
        let (i, (mut params, sources)) = (params(&["best_effort"]), cut(comma_list(source))).parse(i)?;
        let kind = take_choice(start, &mut params, "kind", &[("inner", UnionKind::Inner), ("outer", UnionKind::Outer)]);
        let with_source =
            take_name(start, &mut params, "withsource").or_else(|| take_name(start, &mut params, "with_source"));
        let is_fuzzy = take_bool(start, &mut params, "isfuzzy");
        Ok((i, Self { kind, with_source, is_fuzzy, params, sources }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("union");
        UnionKind::print(self.kind, p);
        if let Some(name) = &self.with_source {
            p.text(" withsource=").name(name);
        }
        if let Some(is_fuzzy) = self.is_fuzzy {
            p.text(if is_fuzzy { " isfuzzy=true" } else { " isfuzzy=false" });
        }
        p.params(&self.params).text(" ").list(&self.sources, Printer::table);
    }
}

/// A subquery in parentheses, a wildcard, a name or a call.
fn source(i: In<'_>) -> PResult<'_, Expr> {
    match i.at_symbol("(") {
        true => postfix(i),
        false => entity(i),
    }
}

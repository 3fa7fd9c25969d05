//! The `join` operator.

use nom::Parser;
use nom::combinator::{cut, map};

use crate::ast::{Expr, Param};
use crate::parser::{In, PResult, comma_list, expr, params, table, take_choice};
use crate::printer::Printer;

/// `| join kind=… (right) on …`: rows of both sides that match.
#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    /// `kind=…`; `innerunique` when not written.
    pub kind: Option<JoinKind>,
    /// Hints.
    pub params: Vec<Param>,
    /// The right side.
    pub right: Expr,
    /// What makes two rows match.
    pub condition: JoinCondition,
}

/// The kinds of join. The other spellings (`anti`, `leftantisemi` …) are read as these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JoinKind {
    /// `innerunique`: one row for each key of the left side.
    InnerUnique,
    /// `inner`
    Inner,
    /// `leftouter`
    LeftOuter,
    /// `rightouter`
    RightOuter,
    /// `fullouter`
    FullOuter,
    /// `leftsemi`
    LeftSemi,
    /// `rightsemi`
    RightSemi,
    /// `leftanti`, `anti`, `leftantisemi`
    LeftAnti,
    /// `rightanti`, `rightantisemi`
    RightAnti,
}

/// What makes two rows match.
#[derive(Debug, Clone, PartialEq)]
pub enum JoinCondition {
    /// Nothing written.
    None,
    /// `on a, $left.b == $right.c`: all of them.
    On(Vec<Expr>),
    /// `where condition`, undocumented: any condition over the columns of both sides.
    Where(Expr),
}

impl JoinKind {
    /// The names; of several for one kind, the first is the usual one.
    const NAMES: &[(&str, Self)] = &[
        ("innerunique", Self::InnerUnique),
        ("inner", Self::Inner),
        ("leftouter", Self::LeftOuter),
        ("rightouter", Self::RightOuter),
        ("fullouter", Self::FullOuter),
        ("leftsemi", Self::LeftSemi),
        ("rightsemi", Self::RightSemi),
        ("leftanti", Self::LeftAnti),
        ("anti", Self::LeftAnti),
        ("leftantisemi", Self::LeftAnti),
        ("rightanti", Self::RightAnti),
        ("rightantisemi", Self::RightAnti),
    ];

    /// Kusto's usual name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

impl Join {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let start = i;
        let (i, (mut params, right)) = (params(&[]), cut(table)).parse(i)?;
        let kind = take_choice(start, &mut params, "kind", JoinKind::NAMES);
        let (i, condition) = match i.first() {
            on if on.is_word("on") => map(cut(comma_list(expr)), JoinCondition::On).parse(i.skip(1))?,
            filter if filter.is_word("where") => map(cut(expr), JoinCondition::Where).parse(i.skip(1))?,
            _ => (i, JoinCondition::None),
        };
        Ok((i, Self { kind, params, right, condition }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("join");
        if let Some(kind) = self.kind {
            p.text(" kind=").text(kind.name());
        }
        p.params(&self.params).text(" ").table(&self.right);
        match &self.condition {
            JoinCondition::None => {}
            JoinCondition::On(keys) => {
                p.text(" on ").list(keys, Printer::expr);
            }
            JoinCondition::Where(condition) => {
                p.text(" where ").expr(condition);
            }
        }
    }
}

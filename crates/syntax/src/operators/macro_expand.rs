//! The `macro-expand` operator.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};

use super::union::UnionKind;
use crate::ast::{Body, Expr, Name, Param};
use crate::parser::{In, PResult, clause, entity_group, params, plain_name, query_block, take_bool, take_choice};
use crate::printer::Printer;

/// `macro-expand [kind=…] [isfuzzy=true] group [as Name] (query)`: the query for each entity of a group, and the union
/// of the results.
#[derive(Debug, Clone, PartialEq)]
pub struct MacroExpand {
    /// `kind=…`; `outer` when not written.
    pub kind: Option<UnionKind>,
    /// `isfuzzy=…`: whether entities that do not exist are forgiven.
    pub is_fuzzy: Option<bool>,
    /// Hints.
    pub params: Vec<Param>,
    /// The entities.
    pub group: EntityGroup,
    /// What the query calls the entity; the group's own name when not written.
    pub scope: Option<Name>,
    /// The query, with statements before it.
    pub body: Body,
}

/// The entities of `macro-expand`.
#[derive(Debug, Clone, PartialEq)]
pub enum EntityGroup {
    /// `let Name = entity_group […]`
    Named(Name),
    /// `entity_group [members]`
    Members(Vec<Expr>),
}

impl MacroExpand {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let start = i;
        let group = alt((map(entity_group, EntityGroup::Members), map(plain_name, EntityGroup::Named)));
        let operator = (params(&["best_effort"]), cut(group), opt(clause("as", plain_name)), cut(query_block));
        let (i, (mut params, group, scope, body)) = { operator }.parse(i)?;
        let kind = take_choice(start, &mut params, "kind", &[("inner", UnionKind::Inner), ("outer", UnionKind::Outer)]);
        let is_fuzzy = take_bool(start, &mut params, "isfuzzy");
        Ok((i, Self { kind, is_fuzzy, params, group, scope, body }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("macro-expand");
        UnionKind::print(self.kind, p);
        if let Some(is_fuzzy) = self.is_fuzzy {
            p.text(if is_fuzzy { " isfuzzy=true" } else { " isfuzzy=false" });
        }
        p.params(&self.params).text(" ");
        match &self.group {
            EntityGroup::Named(name) => p.name(name),
            EntityGroup::Members(members) => p.entity_group(members),
        };
        if let Some(scope) = &self.scope {
            p.text(" as ").name(scope);
        }
        p.text(" (").statements(&self.body).text(")");
    }
}

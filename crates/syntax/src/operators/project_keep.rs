//! The `project-keep` operator.

use nom::Parser;
use nom::combinator::map;

use crate::ast::Expr;
use crate::parser::{In, PResult, name_or_wildcard, optional_list};
use crate::printer::Printer;

/// `| project-keep columns`: these columns, in the input's order.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectKeep {
    /// Names and wildcards.
    pub columns: Vec<Expr>,
}

impl ProjectKeep {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(optional_list(name_or_wildcard, &[]), |columns| Self { columns }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("project-keep").spaced_list(&self.columns, Printer::expr);
    }
}

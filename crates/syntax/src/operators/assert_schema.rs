//! The `assert-schema` operator.

use nom::Parser;
use nom::combinator::{cut, map};

use crate::ast::ColumnDecl;
use crate::parser::{In, PResult, columns};
use crate::printer::Printer;

/// `| assert-schema (columns)`: the rows, where they have exactly these columns.
#[derive(Debug, Clone, PartialEq)]
pub struct AssertSchema {
    /// The columns.
    pub columns: Vec<ColumnDecl>,
}

impl AssertSchema {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(cut(columns), |columns| Self { columns }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("assert-schema ").columns(&self.columns);
    }
}

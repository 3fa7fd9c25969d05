//! The `count` operator.

use nom::Parser;
use nom::combinator::{map, opt};

use crate::ast::Name;
use crate::parser::{In, PResult, clause, plain_name};
use crate::printer::Printer;

/// `| count [as Name]`: the number of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// The column's name, `Count` when absent.
    pub name: Option<Name>,
}

impl Count {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(opt(clause("as", plain_name)), |name| Self { name }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("count");
        if let Some(name) = &self.name {
            p.text(" as ").name(name);
        }
    }
}

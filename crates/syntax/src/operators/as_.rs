//! The `as` operator.

use nom::Parser;
use nom::combinator::{cut, map};

use crate::ast::{Name, Param};
use crate::parser::{In, PResult, params, plain_name};
use crate::printer::Printer;

/// `| as Name`: names the rows, so that other parts of the query can refer to them.
#[derive(Debug, Clone, PartialEq)]
pub struct As {
    /// `hint.materialized=true`.
    pub params: Vec<Param>,
    /// The name.
    pub name: Name,
}

impl As {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map((params(&[]), cut(plain_name)), |(params, name)| Self { params, name }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("as").params(&self.params).text(" ").name(&self.name);
    }
}

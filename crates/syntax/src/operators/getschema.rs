//! The `getschema` operator.

use nom::Parser;

use crate::ast::Name;
use crate::parser::{In, PResult, params, take_name};
use crate::printer::Printer;

/// `| getschema`: the columns of the input as rows.
#[derive(Debug, Clone, PartialEq)]
pub struct GetSchema {
    /// `kind=csl`.
    pub kind: Option<Name>,
}

impl GetSchema {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let start = i;
        let (i, mut params) = params(&[]).parse(i)?;
        Ok((i, Self { kind: take_name(start, &mut params, "kind") }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("getschema");
        if let Some(kind) = &self.kind {
            p.text(" kind=").name(kind);
        }
    }
}

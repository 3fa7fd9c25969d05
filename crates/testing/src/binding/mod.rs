//! Two binders and the same queries: whether Lurcher takes what Microsoft's own binder takes, and gives the columns of
//! the result the same names and types. Nothing is run, so that a million queries take minutes.
//!
//! What they disagree about is a fault of ours that is mended, or is decided: it stands in `docs/binder.md`, and
//! [`decided`] knows it.
//!
//! | module | what it does |
//! |---|---|
//! | `generate` | makes queries, right ones and wrong ones |
//! | `tree` | queries as trees, which can be made smaller |
//! | `official` | asks Microsoft's binder, which `hasten.js` makes faster |
//! | `ours` | asks Lurcher's |
//! | `difference` | what they disagree about, and its kind |
//! | `decided` | the kinds that are decided |
//! | `search` | generates, asks both, and shrinks |

mod decided;
mod difference;
mod generate;
mod official;
mod ours;
mod search;
mod tree;

pub use decided::{Decided, decided, decided_kinds};
pub use difference::Difference;
pub use official::{Official, is_official_installed};
pub use ours::Ours;
pub use search::{Differences, Found, Search, Tally};
pub use tree::Tree;

use std::sync::LazyLock;

use lurcher_symbols::{Column, ScalarType};

/// What a binder says of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opinion {
    /// It is one: names and types of the result's columns.
    Columns(Vec<(String, String)>),
    /// It is none: why.
    Refused(Vec<Objection>),
    /// The binder ended as no binder must.
    Broke(String),
}

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// The code.
    pub code: String,
    /// The message.
    pub message: String,
    /// What of the query it is about.
    pub text: String,
    /// The line of the query that this begins in: an operator.
    pub line: String,
}

impl Objection {
    /// An objection to those bytes of a query.
    pub fn to(query: &str, (start, end): (usize, usize), code: impl Into<String>, message: impl Into<String>) -> Self {
        let place = |at: usize| (0..=at.min(query.len())).rev().find(|at| query.is_char_boundary(*at)).unwrap_or(0);
        let (start, end) = (place(start), place(end.max(start)));
        let line = query[..start].rfind('\n').map_or(0, |end| end + 1);
        let line = query[line..].lines().next().unwrap_or_default();
        let [code, message] = [code.into(), message.into()];
        Self { code, message, text: query[start..end].to_owned(), line: line.to_owned() }
    }
}

/// The tables of the queries: columns of all types, and names that meet.
pub fn tables() -> &'static [(&'static str, Vec<Column>)] {
    static TABLES: LazyLock<Vec<(&str, Vec<Column>)>> = LazyLock::new(|| {
        use ScalarType::{Bool, DateTime, Decimal, Dynamic, Guid, Int, Long, Real, String, TimeSpan};
        let table = |columns: &[(&str, ScalarType)]| columns.iter().map(|(name, ty)| Column::new(*name, *ty)).collect();
        let all = [
            ("b0", Bool),
            ("i0", Int),
            ("l0", Long),
            ("l1", Long),
            ("r0", Real),
            ("m0", Decimal),
            ("s0", String),
            ("s1", String),
            ("d0", DateTime),
            ("t0", TimeSpan),
            ("g0", Guid),
            ("j0", Dynamic),
            ("j1", Dynamic),
        ];
        // Some names with other types, one that looks as if it were numbered, and one that needs quotes.
        let few = [
            ("l0", Long),
            ("s0", String),
            ("s01", String),
            ("b0", Long),
            ("r0", Real),
            ("j0", Dynamic),
            ("d1", DateTime),
            ("a b", String),
        ];
        vec![("T", table(&all)), ("U", table(&few))]
    });
    &TABLES
}

//! Semantic cases: Markdown files that say what a query gives.
//!
//! A case is a section of a Markdown file: a heading that names it, a line `Source: …` that says where the expectation
//! comes from, a `kql` block or a line `Rule: …`, and one or more `table` blocks, or an `error` block.
//! `docs/testing.md` describes the format for those who write cases.
//!
//! | module | what it does |
//! |---|---|
//! | `markdown` | a file's headings, properties and fenced blocks, each with its place |
//! | `file` | the cases of a file |
//! | `table` | the text of a table ↔ typed values |
//! | `compare` | what is expected against what came |
//! | `difference` | a failure as text |
//! | `update` | what came, written into the file |
//! | `suite` | many files, run in parallel |
//! | `engine` | a case, run on the engine |
//! | `inputs` | the rows of a case's tables, as a query's `let`s |
//! | `workspace` | the workspace that the case of a rule makes |

mod compare;
mod difference;
mod engine;
mod file;
mod inputs;
mod markdown;
mod suite;
mod table;
mod update;
mod workspace;

pub(crate) use compare::same_rows;
pub use compare::{Verdict, judge};
pub use difference::describe;
pub use engine::EngineRunner;
pub(crate) use engine::{message, rows_of};
pub use file::{Case, CaseFile, Expectation, ExpectedTable, Input, InputRows, Malformed, Question};
pub(crate) use inputs::{json_lines, literal, quoted, rows_literal, with_lets};
pub use suite::{Failure, Suite, Summary, find_files};
pub use table::TypedTable;
pub use update::update;

/// What running a case's query gave.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Its results, and what was remarked on the way.
    Results {
        /// The result tables, in order.
        tables: Vec<TypedTable>,
        /// Warnings, each as `CODE: message`.
        warnings: Vec<String>,
    },
    /// Why there is none: each error as `CODE: message (help)`.
    Errors(Vec<String>),
}

/// Runs the query of a case over its tables.
pub trait Runner: Sync {
    /// Runs `case`, which stands in `file`.
    fn run(&self, file: &CaseFile, case: &Case) -> Outcome;
}

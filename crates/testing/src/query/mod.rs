//! Queries as data: what the [generator](crate::generate) makes, the [interpreter](crate::interpreter) answers, oracles
//! rewrite and a failure is shrunk in.
//!
//! The tree is ours and not the parser's, so that nothing of what is judged judges itself. It says what KQL says,
//! operator by operator, and prints as KQL.
//!
//! | module | what it does |
//! |---|---|
//! | `expr` | expressions with their types |
//! | `step` | operators |
//! | `text` | the tree as KQL |
//! | `columns` | which columns come out |
//! | `order` | whether an answer depends on an order of rows that nobody promised |
//! | `walk` | the expressions of a step, for who changes them |

mod columns;
mod expr;
mod order;
mod step;
mod text;
mod walk;

pub use expr::{Call, Expr, Named};
pub use step::{Aggregate, Heeds, JoinKind, SortKey, Step, Verbatim};
pub use text::quoted_name;

use lurcher_symbols::Column;

use crate::cases::TypedTable;

/// A table with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns and rows.
    pub rows: TypedTable,
}

/// Where the rows of a pipeline come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A table, by its name.
    Table(String),
    /// Rows in the query itself.
    Rows(TypedTable),
    /// `range name from … to … step …`, of longs.
    Range {
        /// The column.
        name: String,
        /// The first value.
        from: i64,
        /// What no value is beyond.
        to: i64,
        /// From one value to the next, positive.
        step: i64,
    },
    /// A pipeline in brackets.
    Nested(Box<Pipeline>),
    /// A pipeline that is computed once.
    Materialized(Box<Pipeline>),
}

/// A source and what is done with its rows, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Pipeline {
    /// Where the rows come from.
    pub source: Source,
    /// What is done with them.
    pub steps: Vec<Step>,
}

impl Pipeline {
    /// All rows of a table.
    pub fn table(name: &str) -> Self {
        Self { source: Source::Table(name.to_owned()), steps: Vec::new() }
    }

    /// The pipeline with one more step.
    pub fn then(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// The columns of its result.
    pub fn columns(&self, tables: &[Table]) -> Vec<Column> {
        self.columns_before(self.steps.len(), tables)
    }

    /// The columns that go into the step of that number.
    pub fn columns_before(&self, step: usize, tables: &[Table]) -> Vec<Column> {
        let source = self.source.columns(tables);
        self.steps.iter().take(step).fold(source, |columns, step| step.columns(columns, tables))
    }

    /// Whether every step is one that says in its own words what it does, so that it can be interpreted.
    pub fn is_plain(&self) -> bool {
        let source = match &self.source {
            Source::Nested(inner) | Source::Materialized(inner) => inner.is_plain(),
            Source::Table(_) | Source::Rows(_) | Source::Range { .. } => true,
        };
        source
            && self.steps.iter().all(|step| !matches!(step, Step::Verbatim(_)))
            && self.steps.iter().flat_map(Step::pipelines).all(Pipeline::is_plain)
    }

    /// Whether an operator from that number on, or a function in one, looks at all columns, whichever there are.
    pub fn reads_all_columns(&self, from: usize) -> bool {
        self.steps.iter().skip(from).any(|step| match step {
            Step::Verbatim(verbatim) => verbatim.of_all_columns,
            other => other.to_string().contains("pack_all("),
        })
    }

    /// Whether it says from which tables rows come, here or in a pipeline inside.
    pub fn names_tables(&self) -> bool {
        let below = match &self.source {
            Source::Nested(inner) | Source::Materialized(inner) => inner.names_tables(),
            Source::Table(_) | Source::Rows(_) | Source::Range { .. } => false,
        };
        below
            || self.steps.iter().any(|step| matches!(step, Step::Verbatim(verbatim) if verbatim.names_tables))
            || self.steps.iter().flat_map(Step::pipelines).any(Pipeline::names_tables)
    }

    /// Whether each row of the result comes of one row of the source, whatever the other rows are.
    pub fn is_row_by_row(&self) -> bool {
        self.steps.iter().all(|step| match step {
            Step::Where(_) | Step::Extend(_) | Step::Project(_) | Step::ProjectAway(_) | Step::ProjectRename(_) => true,
            Step::MvExpand { .. } => true,
            Step::Verbatim(verbatim) => verbatim.row_by_row,
            _ => false,
        })
    }
}

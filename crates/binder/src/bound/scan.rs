//! `scan`: sequences of rows that match steps. <https://learn.microsoft.com/kusto/query/scan-operator>

use lurcher_symbols::{ScalarType, Value};

use super::{ColumnId, Expr, Plan};

/// A row for each match of a row of the input to a step: the input's columns, and those that are declared. The rows are
/// taken in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// The rows, serialized.
    pub input: Box<Plan>,
    /// Columns whose equal values make a world of its own, with sequences of its own; none for all rows together.
    pub partition: Vec<(ColumnId, ScalarType)>,
    /// The columns that `declare` adds.
    pub declared: Vec<ScanColumn>,
    /// `with_match_id`: the number of the sequence, a long, from 0.
    pub match_id: Option<ColumnId>,
    /// What conditions and assignments read of the rows that steps have matched.
    pub state: Vec<ScanState>,
    /// The steps, one at least.
    pub steps: Vec<ScanStep>,
}

/// A declared column.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanColumn {
    /// Its id.
    pub id: ColumnId,
    /// Its type.
    pub ty: ScalarType,
    /// Its value where a step assigns none, and in the state of a step that has no row.
    pub default: Value,
}

/// `step.column`: a column of the row that a step matched last, as expressions of the steps read it.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanState {
    /// The id under which it is read.
    pub id: ColumnId,
    /// The number of the step, from 0.
    pub step: usize,
    /// The input's or the declared column.
    pub column: ColumnId,
    /// Its type.
    pub ty: ScalarType,
}

/// A step. Its expressions read the input's columns and [`Scan::state`], of the step itself and those before it.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanStep {
    /// Whether a sequence may skip it.
    pub optional: bool,
    /// Which of its rows come out.
    pub output: ScanOutput,
    /// Which rows match, a bool.
    pub condition: Expr,
    /// New values of declared columns, of their types.
    pub assignments: Vec<(ColumnId, Expr)>,
}

/// Which rows of a step come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScanOutput {
    /// All.
    All,
    /// The last one of a series of matches in one sequence.
    Last,
    /// None.
    None,
}

impl Scan {
    /// The expressions of all steps.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        self.steps.iter().flat_map(|step| {
            let values = step.assignments.iter().map(|(_, value)| value);
            std::iter::once(&step.condition).chain(values)
        })
    }
}

//! The window function of `scan`: for each row the list of its matches to steps.
//! <https://learn.microsoft.com/kusto/query/scan-operator>
//!
//! Expressions over the state are compiled once a query. They are the part of the function that a plan on another
//! machine has to carry along; everything else of it is types and numbers.

mod expression;
mod matches;
mod state;

use std::sync::Arc;

use arrow::array::ArrayRef;
use arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::Expr;
use lurcher_binder::bound::ScanOutput;
use lurcher_functions::kernel::window::{self, Rule};

use crate::bounds::Bounds;

use expression::{Compiled, Compiler};

/// The field of a match that says which one of its row it is, from 0.
pub const PLACE: &str = "place";

/// A `scan` over a function's arguments.
#[derive(Debug)]
pub struct Scanned {
    /// Names and types of the arguments: columns of the row.
    pub arguments: Vec<(String, DataType)>,
    /// What is read of the state.
    pub state: Vec<StateField>,
    /// The declared columns.
    pub declared: Vec<Declared>,
    /// The name of the sequence's number in a match, where it is wanted.
    pub match_id: Option<String>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// A column of the row that a step matched last, under the name by which expressions read it.
#[derive(Debug)]
pub struct StateField {
    /// The name.
    pub name: String,
    /// The step, from 0.
    pub step: usize,
    /// The column.
    pub column: StateColumn,
    /// Its type.
    pub ty: DataType,
    /// Whether it is a string, which is never null.
    pub is_text: bool,
}

/// Which column of a row that a step matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateColumn {
    /// An argument, by its number.
    Row(usize),
    /// A declared column, by its number.
    Declared(usize),
}

/// A declared column.
#[derive(Debug)]
pub struct Declared {
    /// Its name in a match.
    pub name: String,
    /// Its type.
    pub ty: DataType,
    /// Its value where no step has given it one.
    pub default: ScalarValue,
    /// Whether a match shows it.
    pub is_read: bool,
}

/// A step.
#[derive(Debug)]
pub struct Step {
    /// Whether a sequence may skip it.
    pub optional: bool,
    /// Which of its matches come out.
    pub output: ScanOutput,
    /// The argument that must be true.
    pub filter: Option<usize>,
    /// What must be true beside it, over arguments and state.
    pub condition: Option<Expr>,
    /// New values of declared columns, by their number.
    pub assignments: Vec<(usize, Expr)>,
}

/// The call. Its result is for each row a list of structs: [`PLACE`], the sequence's number, and the declared columns
/// that are read.
///
/// # Errors
/// Where an expression cannot be compiled.
pub fn call(scan: Scanned, bounds: Bounds, args: Vec<Expr>) -> Result<Expr> {
    // The name is what tells two functions apart, so it says everything.
    let name = format!("scan({scan:?})");
    Ok(window::call(name, Program::new(scan, bounds)?, args))
}

/// A compiled `scan`.
#[derive(Debug)]
struct Program {
    arguments: Vec<DataType>,
    declared: Vec<Declared>,
    /// The declared columns' defaults, each an array of one row.
    defaults: Vec<ArrayRef>,
    match_id: Option<String>,
    steps: Vec<CompiledStep>,
    result: DataType,
    bounds: Bounds,
}

#[derive(Debug)]
struct CompiledStep {
    optional: bool,
    output: ScanOutput,
    filter: Option<usize>,
    condition: Option<Compiled>,
    /// An expression for each declared column; none for its default.
    values: Vec<Option<Compiled>>,
}

impl Program {
    fn new(scan: Scanned, bounds: Bounds) -> Result<Self> {
        let defaults = scan.declared.iter().map(|d| d.default.to_array_of_size(1)).collect::<Result<Vec<_>>>()?;
        let compiler = Compiler::new(&scan, &defaults)?;
        let steps = scan.steps.iter().map(|step| {
            let mut values: Vec<Option<Compiled>> = scan.declared.iter().map(|_| None).collect();
            for (place, value) in &step.assignments {
                values[*place] = Some(compiler.compile(value)?);
            }
            let condition = step.condition.as_ref().map(|c| compiler.compile(c)).transpose()?;
            Ok(CompiledStep { optional: step.optional, output: step.output, filter: step.filter, condition, values })
        });
        let steps = steps.collect::<Result<_>>()?;
        let match_id = scan.match_id.iter().map(|name| Field::new(name, DataType::Int64, true));
        let read = scan.declared.iter().filter(|d| d.is_read).map(|d| Field::new(&d.name, d.ty.clone(), true));
        let fields: Fields =
            std::iter::once(Field::new(PLACE, DataType::Int64, true)).chain(match_id).chain(read).collect();
        Ok(Self {
            arguments: scan.arguments.into_iter().map(|(_, ty)| ty).collect(),
            declared: scan.declared,
            defaults,
            match_id: scan.match_id,
            steps,
            result: DataType::List(Arc::new(Field::new_list_field(DataType::Struct(fields), true))),
            bounds,
        })
    }
}

/// Compiled expressions cannot be compared: copies of a call share the program.
impl PartialEq for Program {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Rule for Program {
    fn arguments(&self) -> Vec<DataType> {
        self.arguments.clone()
    }

    fn result(&self) -> DataType {
        self.result.clone()
    }

    fn evaluate(&self, values: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
        state::run(self, values, rows)
    }
}

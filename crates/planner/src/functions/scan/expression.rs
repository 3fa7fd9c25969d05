//! Expressions over a row and the rows that steps have matched.

use std::rc::Rc;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, RecordBatch, RecordBatchOptions, UInt32Array, new_null_array};
use arrow::compute::take;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::common::{DFSchema, Result, ScalarValue, internal_err};
use datafusion::logical_expr::Expr;
use datafusion::logical_expr::execution_props::ExecutionProps;
use datafusion::logical_expr::simplify::SimplifyContext;
use datafusion::optimizer::simplify_expressions::ExprSimplifier;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::create_physical_expr;
use datafusion::physical_expr::expressions::Literal;

use super::{Scanned, StateColumn};

/// A row that a step matched.
#[derive(Debug)]
pub(super) struct Matched {
    /// A number that no other match has, from 1.
    pub version: u64,
    /// The row.
    pub row: usize,
    /// The values of the declared columns, each an array of one row.
    pub declared: Vec<ArrayRef>,
}

/// The row that each step matched last, as far as steps have one.
pub(super) type MatchedRows = [Option<Rc<Matched>>];

/// The match of a step.
pub(super) fn matched(rows: &MatchedRows, step: usize) -> Option<&Matched> {
    rows.get(step).and_then(|matched| matched.as_deref())
}

/// A compiled expression.
#[derive(Debug)]
pub(super) struct Compiled {
    form: Form,
    /// The steps whose matches it reads.
    pub steps: Vec<usize>,
}

#[derive(Debug)]
enum Form {
    /// The same in every row: an array of one row.
    Constant(ArrayRef),
    /// Nothing but a column.
    Column(Source),
    /// Anything else: an expression over a batch of what it reads.
    Computed { expr: Arc<dyn PhysicalExpr>, schema: SchemaRef, sources: Vec<Source> },
}

/// Where a column that an expression reads comes from.
#[derive(Debug, Clone)]
enum Source {
    /// An argument of the function, in the row.
    Row(usize),
    /// The match of a step, and what is read where it has none.
    State { step: usize, column: StateColumn, missing: ArrayRef },
}

/// Compiles the expressions of a `scan`.
pub(super) struct Compiler {
    fields: Vec<(Field, Source)>,
}

impl Compiler {
    pub fn new(scan: &Scanned, defaults: &[ArrayRef]) -> Result<Self> {
        let field = |name: &str, ty: &DataType| Field::new(name, ty.clone(), true);
        let mut fields = Vec::with_capacity(scan.arguments.len() + scan.state.len());
        for (number, (name, ty)) in scan.arguments.iter().enumerate() {
            fields.push((field(name, ty), Source::Row(number)));
        }
        for read in &scan.state {
            let missing = match read.column {
                StateColumn::Declared(place) => Arc::clone(&defaults[place]),
                StateColumn::Row(_) if read.is_text => ScalarValue::Utf8View(Some(String::new())).to_array()?,
                StateColumn::Row(_) => new_null_array(&read.ty, 1),
            };
            let source = Source::State { step: read.step, column: read.column, missing };
            fields.push((field(&read.name, &read.ty), source));
        }
        Ok(Self { fields })
    }

    pub fn compile(&self, expr: &Expr) -> Result<Compiled> {
        let read = expr.column_refs();
        let inputs = self.fields.iter().filter(|(field, _)| read.iter().any(|c| c.name == *field.name()));
        let (fields, sources): (Vec<Field>, Vec<Source>) = inputs.cloned().unzip();
        let schema = Arc::new(Schema::new(fields));
        let df_schema = Arc::new(DFSchema::try_from(Arc::clone(&schema))?);
        // Some functions of DataFusion exist only until an expression is simplified.
        let context = SimplifyContext::builder().with_schema(Arc::clone(&df_schema)).build();
        let simple = ExprSimplifier::new(context).simplify(expr.clone())?;
        let compiled = create_physical_expr(&simple, &df_schema, &ExecutionProps::new(), &Default::default())?;
        let mut steps: Vec<usize> = sources
            .iter()
            .filter_map(|source| match source {
                Source::State { step, .. } => Some(*step),
                Source::Row(_) => None,
            })
            .collect();
        steps.sort_unstable();
        steps.dedup();
        let form = match (&simple, compiled.downcast_ref::<Literal>()) {
            (_, Some(literal)) => Form::Constant(literal.value().to_array()?),
            (Expr::Column(_), None) => match sources.into_iter().next() {
                Some(source) => Form::Column(source),
                None => return internal_err!("scan: {expr} reads what there is not"),
            },
            _ => Form::Computed { expr: compiled, schema, sources },
        };
        Ok(Compiled { form, steps })
    }
}

impl Compiled {
    /// The values for the rows from `row` on, while the state is what it is.
    pub fn evaluate(&self, values: &[ArrayRef], row: usize, rows: usize, state: &MatchedRows) -> Result<ArrayRef> {
        match &self.form {
            Form::Constant(value) => repeat(value, rows),
            Form::Column(source) => source.read(values, row, rows, state),
            Form::Computed { expr, schema, sources } => {
                let columns = sources.iter().map(|source| source.read(values, row, rows, state));
                let columns = columns.collect::<Result<Vec<_>>>()?;
                let options = RecordBatchOptions::new().with_row_count(Some(rows));
                let batch = RecordBatch::try_new_with_options(Arc::clone(schema), columns, &options)?;
                expr.evaluate(&batch)?.into_array(rows)
            }
        }
    }
}

impl Source {
    fn read(&self, values: &[ArrayRef], row: usize, rows: usize, state: &MatchedRows) -> Result<ArrayRef> {
        match self {
            Source::Row(number) => Ok(values[*number].slice(row, rows)),
            Source::State { step, column, missing } => match (matched(state, *step), column) {
                (None, _) => repeat(missing, rows),
                (Some(matched), StateColumn::Row(number)) => repeat(&values[*number].slice(matched.row, 1), rows),
                (Some(matched), StateColumn::Declared(place)) => repeat(&matched.declared[*place], rows),
            },
        }
    }
}

/// An array of one row for many.
fn repeat(value: &ArrayRef, rows: usize) -> Result<ArrayRef> {
    if rows == 1 {
        return Ok(Arc::clone(value));
    }
    Ok(take(value, &UInt32Array::from_value(0, rows), None)?)
}

//! One call over a batch, by the face that DataFusion sees.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, RecordBatch, RecordBatchOptions, StructArray};
use arrow::datatypes::{Field, Schema};
use datafusion::common::{Column, DFSchema, Result, ScalarValue};
use datafusion::logical_expr::Expr;
use datafusion::logical_expr::execution_props::ExecutionProps;
use datafusion::logical_expr::physical_planning_context::PhysicalPlanningContext;
use datafusion::logical_expr::simplify::SimplifyContext;
use datafusion::optimizer::simplify_expressions::ExprSimplifier;
use datafusion::physical_expr::{PhysicalExpr, create_physical_expr};
use lurcher_functions::types::{arrow_type, from_scalar, to_scalar};
use lurcher_functions::{Kernel, Lowering, ScalarFunction, call};
use lurcher_symbols::{ScalarType, Value};

/// The arguments of a call, a value for each row.
#[derive(Debug)]
pub struct Batch {
    /// The values of each argument; of one without rows a value all the same, which is that of a constant.
    pub arguments: Vec<Vec<Value>>,
    /// Which arguments are columns; the others are constants.
    pub columns: Vec<bool>,
    /// The arguments' types.
    pub types: Vec<ScalarType>,
    /// The type of the result.
    pub result: ScalarType,
    /// How many rows there are.
    pub rows: usize,
}

/// How a plan evaluates a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As it is.
    Plain,
    /// After DataFusion's simplifications.
    Simplified,
    /// Where a null may count as false.
    Filter,
}

/// How many rows of other values stand before and behind those of a column, so that its arrays are slices.
const PADDING: usize = 3;

impl Batch {
    /// The arguments of a row.
    pub fn row(&self, row: usize) -> Vec<Value> {
        self.arguments.iter().map(|values| values[row].clone()).collect()
    }

    fn column(&self, i: usize) -> Result<ArrayRef> {
        let values = &self.arguments[i];
        let around = || values.iter().cycle().take(PADDING);
        let padded = around().chain(&values[..self.rows]).chain(around()).map(to_scalar);
        Ok(ScalarValue::iter_to_array(padded)?.slice(PADDING, self.rows))
    }

    /// The arguments as expressions over a batch of the columns among them.
    pub fn table(&self) -> Result<(Vec<Expr>, DFSchema, RecordBatch)> {
        let name = |i: usize| format!("c{i}");
        let columns: Vec<usize> = (0..self.types.len()).filter(|i| self.columns[*i]).collect();
        let field = |i: &usize| Field::new(name(*i), arrow_type(self.types[*i]), true);
        let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
        let arrays = columns.iter().map(|i| self.column(*i)).collect::<Result<Vec<_>>>()?;
        let options = RecordBatchOptions::new().with_row_count(Some(self.rows));
        let batch = RecordBatch::try_new_with_options(Arc::clone(&schema), arrays, &options)?;
        let argument = |i: usize| match self.columns[i] {
            true => Expr::Column(Column::new_unqualified(name(i))),
            false => Expr::Literal(to_scalar(&self.arguments[i][0]), None),
        };
        Ok(((0..self.types.len()).map(argument).collect(), DFSchema::try_from(schema)?, batch))
    }

    /// An expression after DataFusion's simplifications.
    pub fn simplified(expr: Expr, schema: &DFSchema) -> Result<Expr> {
        let context = SimplifyContext::builder().with_schema(Arc::new(schema.clone())).build();
        ExprSimplifier::new(context).simplify(expr)
    }

    /// An expression, ready to be evaluated.
    pub fn physical(expr: &Expr, schema: &DFSchema) -> Result<Arc<dyn PhysicalExpr>> {
        create_physical_expr(expr, schema, &ExecutionProps::new(), &PhysicalPlanningContext::default())
    }

    /// The values of each row.
    pub fn evaluate(&self, function: &'static ScalarFunction, way: Way) -> Result<Vec<Vec<Value>>> {
        let (args, schema, batch) = self.table()?;
        let lowering = Lowering { args, types: &self.types, result: self.result, null_is_false: way == Way::Filter };
        let mut expr = call(function, lowering)?;
        if way == Way::Simplified {
            expr = Self::simplified(expr, &schema)?;
        }
        let physical = Self::physical(&expr, &schema)?;
        let array = physical.evaluate(&batch)?.to_array(self.rows)?;
        assert_eq!(array.len(), self.rows, "rows of {}", function.symbol.name);
        let columns: Vec<(ArrayRef, ScalarType)> = match function.kernel {
            Kernel::Several(_) => {
                let values = array.as_any().downcast_ref::<StructArray>().expect("a struct of values");
                values.columns().iter().cloned().zip(function.symbol.value_types(&self.types)).collect()
            }
            _ => vec![(array, self.result)],
        };
        let value = |(array, ty): &(ArrayRef, ScalarType), row: usize| {
            assert_eq!(array.data_type(), &arrow_type(*ty), "the result of {}", function.symbol.name);
            Ok(from_scalar(&ScalarValue::try_from_array(array, row)?, *ty).expect("a value of the result's type"))
        };
        (0..self.rows).map(|row| columns.iter().map(|column| value(column, row)).collect()).collect()
    }
}

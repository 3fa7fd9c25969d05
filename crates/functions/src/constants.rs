//! Constant folding by the kernels themselves.

use std::sync::Arc;

use arrow::array::{RecordBatch, RecordBatchOptions, new_empty_array};
use arrow::datatypes::Schema;
use datafusion::common::{Column, DFSchema, DataFusionError, ScalarValue};
use datafusion::logical_expr::execution_props::ExecutionProps;
use datafusion::logical_expr::physical_planning_context::PhysicalPlanningContext;
use datafusion::logical_expr::{ColumnarValue, Expr, lit};
use datafusion::physical_expr::create_physical_expr;
use lurcher_symbols::{ConstantEvaluator, FunctionKind, FunctionSymbol, RegexMistake, ScalarType, Value};

use crate::aggregate::{AggregateCall, AggregateKernel};
use crate::allowance::within;
use crate::kernel::{Call, regexes};
use crate::library::{aggregate_of, scalar_of, window_of};
use crate::refusal::Refusal;
use crate::scalar::{Kernel, ScalarFunction};
use crate::types::{arrow_type, from_scalar, to_scalar};
use crate::udf::{Lowering, call, invoke};
use crate::window::WindowCall;

/// The most bytes of a constant that stands for a call. What is larger is left to be computed where it counts as the
/// query's memory.
const LARGEST: usize = 16 << 20;

/// Folds calls by running the function's kernel over one row.
#[derive(Debug, Clone, Copy, Default)]
pub struct KernelEvaluator;

impl ConstantEvaluator for KernelEvaluator {
    fn evaluate(&self, function: &FunctionSymbol, arguments: &[Value], result: ScalarType) -> Option<Value> {
        let folds = function.deterministic && matches!(function.kind, FunctionKind::Scalar | FunctionKind::Operator);
        let function = folds.then(|| scalar_of(function)).flatten()?;
        let types: Vec<ScalarType> = arguments.iter().map(Value::ty).collect();
        let column = match function.kernel {
            Kernel::Vectorized(_) => {
                let args: Vec<ColumnarValue> = arguments.iter().map(|v| ColumnarValue::Scalar(to_scalar(v))).collect();
                within(LARGEST, || invoke(function, &args, &types, result, 1)).ok()?
            }
            Kernel::Expression(_) | Kernel::Lowered(..) => {
                let args: Vec<Expr> = arguments.iter().map(|v| lit(to_scalar(v))).collect();
                let expr = call(function, Lowering { args, types: &types, result, null_is_false: false }).ok()?;
                within(LARGEST, || evaluate_expression(&expr))?
            }
            Kernel::Several(_) | Kernel::Binder => return None,
        };
        let array = column.to_array(1).ok()?;
        from_scalar(&ScalarValue::try_from_array(&array, 0).ok()?, result)
    }

    fn regex_mistake(&self, pattern: &str) -> Option<RegexMistake> {
        regexes::mistake(pattern)
    }

    fn evaluate_all(&self, function: &FunctionSymbol, arguments: &[Value]) -> Option<Vec<Value>> {
        let Kernel::Several(kernel) = function.deterministic.then(|| scalar_of(function)).flatten()?.kernel else {
            return None;
        };
        let types: Vec<ScalarType> = arguments.iter().map(Value::ty).collect();
        let args: Vec<ColumnarValue> = arguments.iter().map(|v| ColumnarValue::Scalar(to_scalar(v))).collect();
        let call = Call { args: &args, types: &types, result: ScalarType::Dynamic, rows: 1, name: function.name };
        let value = |(array, ty)| from_scalar(&ScalarValue::try_from_array(&array, 0).ok()?, ty);
        within(LARGEST, || kernel(&call)).ok()?.into_iter().zip(function.value_types(&types)).map(value).collect()
    }

    fn refusal(
        &self,
        function: &FunctionSymbol,
        arguments: &[(ScalarType, Option<&Value>)],
        result: ScalarType,
    ) -> Option<String> {
        let types: Vec<ScalarType> = arguments.iter().map(|(ty, _)| *ty).collect();
        let refused = match function.kind {
            FunctionKind::Scalar | FunctionKind::Operator => {
                let function = function.deterministic.then(|| scalar_of(function)).flatten()?;
                scalar_error(function, arguments, &types, result)
            }
            FunctionKind::Aggregate => {
                let call = AggregateCall { args: planned(arguments), types: &types, result, position: None };
                let AggregateKernel::Expression(kernel) = aggregate_of(function)?.kernel;
                kernel(call).err()
            }
            FunctionKind::Window => {
                (window_of(function)?.kernel)(WindowCall { args: planned(arguments), types: &types, result }).err()
            }
            FunctionKind::Plugin => None,
        };
        match refused? {
            DataFusionError::External(error) => error.downcast_ref::<Refusal>().map(Refusal::to_string),
            _ => None,
        }
    }
}

/// The arguments as expressions: constants, and columns that nobody has.
fn planned(arguments: &[(ScalarType, Option<&Value>)]) -> Vec<Expr> {
    let column = |place: usize| Expr::Column(Column::from_name(format!("c{place}")));
    let expression = |(place, (_, value)): (usize, &(ScalarType, Option<&Value>))| match value {
        Some(value) => lit(to_scalar(value)),
        None => column(place),
    };
    arguments.iter().enumerate().map(expression).collect()
}

/// What a function says of no rows at all; of constants alone, what it says of them.
fn scalar_error(
    function: &'static ScalarFunction,
    arguments: &[(ScalarType, Option<&Value>)],
    types: &[ScalarType],
    result: ScalarType,
) -> Option<DataFusionError> {
    match function.kernel {
        Kernel::Vectorized(_) | Kernel::Several(_) => {
            let column = |(ty, value): &(ScalarType, Option<&Value>)| match value {
                Some(value) => ColumnarValue::Scalar(to_scalar(value)),
                None => ColumnarValue::Array(new_empty_array(&arrow_type(*ty))),
            };
            let args: Vec<ColumnarValue> = arguments.iter().map(column).collect();
            let rows = usize::from(arguments.iter().all(|(_, value)| value.is_some()));
            within(LARGEST, || invoke(function, &args, types, result, rows)).err()
        }
        Kernel::Expression(_) | Kernel::Lowered(..) => {
            call(function, Lowering { args: planned(arguments), types, result, null_is_false: false }).err()
        }
        Kernel::Binder => None,
    }
}

fn evaluate_expression(expr: &Expr) -> Option<ColumnarValue> {
    let physical =
        create_physical_expr(expr, &DFSchema::empty(), &ExecutionProps::new(), &PhysicalPlanningContext::default())
            .ok()?;
    let options = RecordBatchOptions::new().with_row_count(Some(1));
    let row = RecordBatch::try_new_with_options(Arc::new(Schema::empty()), vec![], &options).ok()?;
    physical.evaluate(&row).ok()
}

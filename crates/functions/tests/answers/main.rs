//! Answers of the real engine and of the documentation, computed twice: folded from constants, and over columns.

mod addresses;
mod numbers;
mod operators;
mod texts;

use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{Field, Schema};
use datafusion::common::{Column, DFSchema, Result, ScalarValue};
use datafusion::logical_expr::Expr;
use datafusion::logical_expr::execution_props::ExecutionProps;
use datafusion::logical_expr::physical_planning_context::PhysicalPlanningContext;
use datafusion::physical_expr::create_physical_expr;
use lurcher_functions::types::{arrow_type, from_scalar, to_scalar};
use lurcher_functions::{BuiltIns, KernelEvaluator, Lowering, ScalarFunction, call, scalar_of};
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::values::{datetime, timespan};
use lurcher_symbols::{ConstantEvaluator, FunctionKind, FunctionLibrary, ScalarType, Value};

fn text(text: &str) -> Value {
    Value::String(text.into())
}

fn long(value: i64) -> Value {
    Value::Long(value)
}

fn real(value: f64) -> Value {
    Value::Real(value)
}

fn bool(value: bool) -> Value {
    Value::Bool(value)
}

fn null(ty: ScalarType) -> Value {
    Value::Null(ty)
}

fn date(text: &str) -> Value {
    Value::DateTime(datetime::parse(text).expect(text))
}

fn span(text: &str) -> Value {
    Value::TimeSpan(timespan::parse(text).expect(text))
}

fn number(text: &str) -> Value {
    Value::Decimal(Decimal::parse(text).expect(text))
}

fn json(text: &str) -> Value {
    Dynamic::parse_json(text).expect(text).to_value()
}

/// Checks an answer with all arguments constant, all columns, and one of them a column.
#[track_caller]
fn check(kind: FunctionKind, name: &str, arguments: &[Value], expected: &Value) {
    let symbol = BuiltIns.find(kind, name).expect(name);
    let function = scalar_of(symbol).expect(name);
    let folded = KernelEvaluator.evaluate(symbol, arguments, expected.ty());
    assert!(same(folded.as_ref(), expected), "folded {name}({arguments:?}): {folded:?}, expected {expected:?}");
    for columns in [vec![true; arguments.len()], (0..arguments.len()).map(|i| i == 0).collect()] {
        let needs_constant = symbol.signatures.iter().any(|s| {
            s.assign(arguments.len()).is_some_and(|p| {
                p.iter().zip(&columns).any(|(p, column)| *column && p.kind != lurcher_symbols::ArgumentKind::Expression)
            })
        });
        if needs_constant {
            continue;
        }
        for value in rows(function, arguments, &columns, expected.ty(), false).expect(name) {
            assert!(
                same(Some(&value), expected),
                "{name}({arguments:?}): {value:?}, expected {expected:?}, {columns:?}"
            );
        }
        if expected.ty() == ScalarType::Bool {
            for value in rows(function, arguments, &columns, ScalarType::Bool, true).expect(name) {
                let kept = value.as_bool().unwrap_or(false);
                assert_eq!(kept, expected.as_bool().unwrap_or(false), "filter {name}({arguments:?}), {columns:?}");
            }
        }
    }
}

fn same(value: Option<&Value>, expected: &Value) -> bool {
    match (value, expected) {
        (Some(Value::Real(a)), Value::Real(b)) => a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()),
        (value, expected) => value == Some(expected),
    }
}

/// The results of a call over two equal rows.
fn rows(
    function: &'static ScalarFunction,
    arguments: &[Value],
    columns: &[bool],
    result: ScalarType,
    null_is_false: bool,
) -> Result<Vec<Value>> {
    let types: Vec<ScalarType> = arguments.iter().map(Value::ty).collect();
    let fields: Vec<Field> =
        types.iter().enumerate().map(|(i, ty)| Field::new(format!("c{i}"), arrow_type(*ty), true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let arrays = arguments.iter().map(|v| to_scalar(v).to_array_of_size(2)).collect::<Result<Vec<_>>>()?;
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays)?;
    let args = (0..arguments.len())
        .map(|i| match columns[i] {
            true => Expr::Column(Column::new_unqualified(format!("c{i}"))),
            false => Expr::Literal(to_scalar(&arguments[i]), None),
        })
        .collect();
    let expr = call(function, Lowering { args, types: &types, result, null_is_false })?;
    let schema = DFSchema::try_from(schema)?;
    let physical = create_physical_expr(&expr, &schema, &ExecutionProps::new(), &PhysicalPlanningContext::default())?;
    let array = physical.evaluate(&batch)?.to_array(2)?;
    assert_eq!(array.data_type(), &arrow_type(result), "{}", function.symbol.name);
    (0..2).map(|row| Ok(from_scalar(&ScalarValue::try_from_array(&array, row)?, result).expect("a value"))).collect()
}

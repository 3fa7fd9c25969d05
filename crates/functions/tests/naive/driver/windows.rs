//! Runs a window function over the rows of a partition, and compares its column with the naive one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow::array::ArrayRef;
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::function::PartitionEvaluatorArgs;
use datafusion::logical_expr::{Expr, WindowFunctionDefinition};
use lurcher_functions::types::from_scalar;
use lurcher_functions::{WindowCall, WindowFunction};
use lurcher_symbols::{ArgumentKind, Value};

use super::batch::Batch;
use super::compare::same;
use super::typings::typings;
use super::{Random, TOLD, batch_of, seed};
use crate::naive::{NaiveWindow, Partition};

/// The differences between a window function and its naive one.
pub fn differences(function: &'static WindowFunction, naive: &NaiveWindow) -> Vec<String> {
    let mut random = Random::new(seed(), naive.name);
    let mut found = Vec::new();
    for typing in typings(&function.symbol, &mut random).into_iter().filter(|typing| (naive.takes)(&typing.types)) {
        for rows in [0, 1, 7, 7, 100] {
            let is_column = |kind: ArgumentKind| !matches!(kind, ArgumentKind::Constant | ArgumentKind::Literal);
            let columns = typing.parameters.iter().map(|p| is_column(p.kind)).collect();
            let batch = batch_of(&typing, naive.pools, rows, columns, &mut random);
            let rows: Vec<Vec<Value>> = (0..batch.rows).map(|row| batch.row(row)).collect();
            let constants: Vec<Value> = batch.arguments.iter().map(|values| values[0].clone()).collect();
            let expected = (naive.answer)(&Partition { rows: &rows, constants: &constants, types: &batch.types });
            let call = format!("{}{rows:?}", naive.name);
            match catch_unwind(AssertUnwindSafe(|| evaluate(function, &batch))) {
                Ok(Ok(got)) if got.len() == expected.len() && got.iter().zip(&expected).all(|(a, b)| same(a, b)) => {}
                Ok(Ok(got)) => found.push(format!("{call}\n    kernel {got:?}\n    naive  {expected:?}")),
                Ok(Err(error)) => found.push(format!("{call} fails: {error}")),
                Err(_) => found.push(format!("{call} panics")),
            }
            if found.len() >= TOLD {
                return found;
            }
        }
    }
    found
}

fn evaluate(function: &WindowFunction, batch: &Batch) -> Result<Vec<Value>> {
    let (args, schema, rows) = batch.table()?;
    let expr = (function.kernel)(WindowCall { args, types: &batch.types, result: batch.result })?;
    let Expr::WindowFunction(call) = expr else { panic!("{} is no window function", function.symbol.name) };
    let WindowFunctionDefinition::WindowUDF(udf) = &call.fun else {
        panic!("{} is an aggregate", function.symbol.name)
    };
    let values =
        call.params.args.iter().map(|arg| Batch::physical(arg, &schema)?.evaluate(&rows)?.to_array(batch.rows));
    let values: Vec<ArrayRef> = values.collect::<Result<_>>()?;
    let mut evaluator = udf.partition_evaluator_factory(PartitionEvaluatorArgs::default())?;
    let column = Arc::clone(&evaluator.evaluate_all(&values, batch.rows)?);
    let value = |row: usize| {
        let scalar = ScalarValue::try_from_array(&column, row)?;
        Ok(from_scalar(&scalar, batch.result).unwrap_or_else(|| panic!("{scalar:?} is no {}", batch.result)))
    };
    (0..batch.rows).map(value).collect()
}

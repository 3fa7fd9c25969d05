//! Runs an aggregate in every way in which a plan may run it, and compares each with the naive aggregate's answer.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::slice;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray, RecordBatch, StructArray};
use arrow::compute::{concat, filter};
use arrow::datatypes::{Field, Schema};
use datafusion::common::{DFSchema, Result, ScalarValue};
use datafusion::logical_expr::{Accumulator, EmitTo, Expr, ident};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::aggregate::{AggregateExprBuilder, AggregateFunctionExpr};
use lurcher_functions::types::from_scalar;
use lurcher_functions::{AggregateCall, AggregateFunction, AggregateKernel};
use lurcher_symbols::{ArgumentKind, OutputArgument, Outputs, ScalarType, Value};

use super::batch::Batch;
use super::compare::{close, same};
use super::typings::{Typing, typings};
use super::{Random, TOLD, batch_of, seed};
use crate::naive::{Group, NaiveAggregate};

/// An accumulator that rows leave again.
const RETRACTED: &str = "one accumulator after retracting";

/// How many groups the rows fall into.
const GROUPS: usize = 4;

/// The differences between an aggregate and its naive one.
pub fn differences(function: &'static AggregateFunction, naive: &NaiveAggregate) -> Vec<String> {
    let mut random = Random::new(seed(), naive.name);
    let mut found = Vec::new();
    for typing in typings(&function.symbol, &mut random).into_iter().filter(|typing| (naive.takes)(&typing.types)) {
        for rows in [0, 1, 7, 40] {
            let is_column = |kind: ArgumentKind| !matches!(kind, ArgumentKind::Constant | ArgumentKind::Literal);
            let columns = typing.parameters.iter().map(|p| is_column(p.kind)).collect();
            let batch = batch_of(&typing, naive.pools, rows, columns, &mut random);
            let groups = dense(&(0..rows).map(|_| random.below(GROUPS)).collect::<Vec<_>>());
            let judged = catch_unwind(AssertUnwindSafe(|| judge(function, naive, &typing, &batch, &groups)));
            found.extend(match judged {
                Ok(Ok(differences)) => differences,
                Ok(Err(error)) => vec![format!("{}{:?} fails: {error}", naive.name, batch.arguments)],
                Err(_) => vec![format!("{}{:?} panics", naive.name, batch.arguments)],
            });
            if found.len() >= TOLD {
                found.truncate(TOLD);
                return found;
            }
        }
    }
    found
}

/// What an aggregate makes of all rows.
pub fn whole(function: &'static AggregateFunction, batch: &Batch) -> Result<Value> {
    let plan = Plan::new(function, batch)?;
    let all = 0..batch.rows;
    let values = plan.values(&plan.ungrouped(slice::from_ref(&all))?, 0, &[batch.result])?;
    Ok(values[0].clone())
}

/// Groups as the engine numbers them: by the row that they come with first, and none without rows.
fn dense(groups: &[usize]) -> Vec<usize> {
    let mut known: Vec<usize> = Vec::new();
    let mut number = |group: usize| match known.iter().position(|other| *other == group) {
        Some(number) => number,
        None => {
            known.push(group);
            known.len() - 1
        }
    };
    groups.iter().map(|group| number(*group)).collect()
}

/// The number of groups of some rows.
fn count(groups: &[usize]) -> usize {
    groups.iter().max().map_or(0, |last| last + 1)
}

/// The columns' types of a call.
fn columns(function: &AggregateFunction, typing: &Typing, batch: &Batch) -> Vec<ScalarType> {
    if matches!(function.outputs, Outputs::One) {
        return vec![batch.result];
    }
    let argument = |(place, ty): (usize, &ScalarType)| OutputArgument {
        place,
        name: None,
        ty: *ty,
        constant: (!batch.columns[place]).then(|| &batch.arguments[place][0]),
    };
    let arguments: Vec<_> = typing.types.iter().enumerate().map(argument).collect();
    function.outputs.columns(&arguments, batch.result).into_iter().map(|(_, ty)| ty).collect()
}

fn judge(
    function: &'static AggregateFunction,
    naive: &NaiveAggregate,
    typing: &Typing,
    batch: &Batch,
    groups: &[usize],
) -> Result<Vec<String>> {
    let types = columns(function, typing, batch);
    let plan = Plan::new(function, batch)?;
    let constants: Vec<Value> = batch.arguments.iter().map(|values| values[0].clone()).collect();
    let answer = |wanted: &dyn Fn(usize) -> bool| {
        let rows: Vec<Vec<Value>> = (0..batch.rows).filter(|row| wanted(*row)).map(|row| batch.row(row)).collect();
        (naive.answer)(&Group { rows: &rows, types: &batch.types, result: batch.result, constants: &constants })
    };
    let whole = vec![answer(&|_| true)];
    let each: Vec<Vec<Value>> = (0..count(groups)).map(|group| answer(&|row| groups[row] == group)).collect();
    let (cut, all) = (batch.rows / 3, 0..batch.rows);
    let parts = [0..cut, cut..batch.rows];
    let mut found = Vec::new();
    let mut compare = |way: &str, got: Option<ArrayRef>, expected: &[Vec<Value>]| -> Result<()> {
        let Some(got) = got else { return Ok(()) };
        for (group, expected) in expected.iter().enumerate() {
            let got = plan.values(&got, group, &types)?;
            let same = if way == RETRACTED { close } else { same };
            if got.len() != expected.len() || !got.iter().zip(expected).all(|(a, b)| same(a, b)) {
                let of = |row: &usize| way.starts_with("one") || groups[*row] == group;
                let rows: Vec<Vec<Value>> = (0..batch.rows).filter(of).map(|row| batch.row(row)).collect();
                found.push(format!(
                    "{} {way} of {:?}: {rows:?}\n    kernel {got:?}\n    naive  {expected:?}",
                    naive.name, batch.types
                ));
                break;
            }
        }
        Ok(())
    };
    compare("one accumulator", Some(plan.ungrouped(slice::from_ref(&all))?), &whole)?;
    compare("one accumulator of two", Some(plan.ungrouped(&parts)?), &whole)?;
    compare(RETRACTED, plan.retracted(cut)?, &[answer(&|row| row >= cut)])?;
    compare("groups", plan.grouped(slice::from_ref(&all), groups, Way::Whole)?, &each)?;
    compare("groups in two batches", plan.grouped(&parts, groups, Way::Whole)?, &each)?;
    compare("merged groups", plan.grouped(&parts, groups, Way::Merged)?, &each)?;
    compare("groups of rows turned into states", plan.grouped(&parts, groups, Way::Converted)?, &each)?;
    Ok(found)
}

/// How rows reach the accumulator of groups that answers.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    /// By themselves.
    Whole,
    /// As states of accumulators.
    Merged,
    /// As states, one a row.
    Converted,
}

/// An aggregate over the columns of a batch.
struct Plan {
    aggregate: AggregateFunctionExpr,
    /// The arguments' columns.
    values: Vec<ArrayRef>,
    /// The rows that count, where not all do.
    filter: Option<BooleanArray>,
    /// What makes the result out of the column `r`.
    finish: Option<Expr>,
}

type Rows = std::ops::Range<usize>;

impl Plan {
    fn new(function: &AggregateFunction, batch: &Batch) -> Result<Self> {
        let (args, known, rows) = batch.table()?;
        let AggregateKernel::Expression(kernel) = function.kernel;
        let expr = kernel(AggregateCall { args, types: &batch.types, result: batch.result, position: None })?;
        let Expr::AggregateFunction(call) = expr else { panic!("{} is no call of an aggregate", function.symbol.name) };
        let physical = |expr: &Expr| Batch::physical(expr, &known);
        let evaluate = |expr: &Arc<dyn PhysicalExpr>| expr.evaluate(&rows)?.to_array(batch.rows);
        let args = call.params.args.iter().map(physical).collect::<Result<Vec<_>>>()?;
        let values = args.iter().map(evaluate).collect::<Result<Vec<_>>>()?;
        let filter = match &call.params.filter {
            Some(filter) => {
                Some(evaluate(&physical(filter)?)?.as_any().downcast_ref::<BooleanArray>().expect("bools").clone())
            }
            None => None,
        };
        let aggregate =
            AggregateExprBuilder::new(Arc::clone(&call.func), args).schema(rows.schema()).alias("r").build()?;
        let finish = function.finish.map(|finish| finish(ident("r"), batch.result)).transpose()?;
        Ok(Self { aggregate, values, filter, finish })
    }

    /// Some rows of the arguments, and which of them count.
    fn rows(&self, rows: &Rows) -> (Vec<ArrayRef>, Option<BooleanArray>) {
        let values = self.values.iter().map(|column| column.slice(rows.start, rows.len())).collect();
        (values, self.filter.as_ref().map(|filter| filter.slice(rows.start, rows.len())))
    }

    /// The rows that count.
    fn counting(&self, rows: &Rows) -> Result<Vec<ArrayRef>> {
        let (values, wanted) = self.rows(rows);
        let Some(wanted) = wanted else { return Ok(values) };
        values.iter().map(|column| Ok(filter(column, &wanted)?)).collect()
    }

    fn updated(&self, rows: &Rows) -> Result<Box<dyn Accumulator>> {
        let mut accumulator = self.aggregate.create_accumulator()?;
        accumulator.update_batch(&self.counting(rows)?)?;
        Ok(accumulator)
    }

    fn ungrouped(&self, parts: &[Rows]) -> Result<ArrayRef> {
        let mut accumulator = match parts {
            [only] => self.updated(only)?,
            parts => {
                let mut all = self.aggregate.create_accumulator()?;
                for part in parts {
                    let state = self.updated(part)?.state()?;
                    all.merge_batch(&state.iter().map(ScalarValue::to_array).collect::<Result<Vec<_>>>()?)?;
                }
                all
            }
        };
        accumulator.evaluate()?.to_array()
    }

    /// All rows but the first ones, which come and go.
    fn retracted(&self, cut: usize) -> Result<Option<ArrayRef>> {
        let rows = self.values.first().map_or(0, |column| column.len());
        let mut accumulator = self.updated(&(0..rows))?;
        if !accumulator.supports_retract_batch() {
            return Ok(None);
        }
        accumulator.retract_batch(&self.counting(&(0..cut))?)?;
        Ok(Some(accumulator.evaluate()?.to_array()?))
    }

    fn grouped(&self, parts: &[Rows], groups: &[usize], way: Way) -> Result<Option<ArrayRef>> {
        if !self.aggregate.groups_accumulator_supported() {
            return Ok(None);
        }
        let mut all = self.aggregate.create_groups_accumulator()?;
        for part in parts {
            let (values, wanted) = self.rows(part);
            let (total, groups) = (count(&groups[..part.end]), &groups[part.clone()]);
            match way {
                Way::Whole => all.update_batch(&values, groups, wanted.as_ref(), total)?,
                Way::Merged if groups.is_empty() => {}
                Way::Merged => {
                    let own = dense(groups);
                    let mut some = self.aggregate.create_groups_accumulator()?;
                    some.update_batch(&values, &own, wanted.as_ref(), count(&own))?;
                    // The states come in two pieces.
                    let first = some.state(EmitTo::First(1))?;
                    let rest = some.state(EmitTo::All)?;
                    let state = first.iter().zip(&rest).map(|(first, rest)| Ok(concat(&[first, rest])?));
                    let state = state.collect::<Result<Vec<_>>>()?;
                    let number = |group: usize| groups[own.iter().position(|own| *own == group).expect("a row")];
                    all.merge_batch(&state, &(0..count(&own)).map(number).collect::<Vec<_>>(), total)?;
                }
                Way::Converted => {
                    let state = all.convert_to_state(&values, wanted.as_ref())?;
                    all.merge_batch(&state, groups, total)?;
                }
            }
        }
        if groups.is_empty() {
            return Ok(None);
        }
        let first = all.evaluate(EmitTo::First(1))?;
        Ok(Some(concat(&[&first, &all.evaluate(EmitTo::All)?])?))
    }

    /// The values of a group.
    fn values(&self, column: &ArrayRef, group: usize, types: &[ScalarType]) -> Result<Vec<Value>> {
        let finished = match &self.finish {
            Some(finish) => {
                let field = Field::new("r", column.data_type().clone(), true);
                let schema = Arc::new(Schema::new(vec![field]));
                let batch = RecordBatch::try_new(Arc::clone(&schema), vec![Arc::clone(column)])?;
                let schema = DFSchema::try_from(schema)?;
                let finish = Batch::simplified(finish.clone(), &schema)?;
                Batch::physical(&finish, &schema)?.evaluate(&batch)?.to_array(batch.num_rows())?
            }
            None => Arc::clone(column),
        };
        let columns = match finished.as_any().downcast_ref::<StructArray>() {
            Some(several) => several.columns().to_vec(),
            None => vec![finished],
        };
        let value = |(column, ty): (&ArrayRef, &ScalarType)| {
            let scalar = ScalarValue::try_from_array(column, group)?;
            Ok(from_scalar(&scalar, *ty).unwrap_or_else(|| panic!("{scalar:?} is no {ty}")))
        };
        columns.iter().zip(types).map(value).collect()
    }
}

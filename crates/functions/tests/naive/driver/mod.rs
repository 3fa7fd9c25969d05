//! Calls a function as DataFusion does, over batches of random arguments, and compares each row with the naive
//! function's answer.

pub mod aggregates;
mod batch;
mod compare;
mod random;
mod typings;
mod values;
pub mod windows;

use std::panic::{AssertUnwindSafe, catch_unwind};

use lurcher_functions::{Kernel, KernelEvaluator, ScalarFunction};
use lurcher_symbols::{ArgumentKind, ConstantEvaluator, ScalarType, Value};

use crate::naive::{Naive, Row};
pub use batch::Batch;
use batch::Way;
pub use compare::promote;
use compare::same;
pub use random::Random;
use typings::{Typing, typings};
pub use values::{Pool, value};

/// The seed of all batches; the variable `LURCHER_SEED` sets another one.
fn seed() -> u64 {
    std::env::var("LURCHER_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(11)
}

/// How many differences of a function are told.
const TOLD: usize = 4;

/// The differences between a function and its naive kernel.
pub fn differences(function: &'static ScalarFunction, naive: &Naive) -> Vec<String> {
    let mut random = Random::new(seed(), naive.name);
    let mut found = Vec::new();
    for typing in typings(&function.symbol, &mut random).into_iter().filter(|typing| (naive.takes)(&typing.types)) {
        for (rows, columns) in shapes(&typing, &mut random) {
            let batch = batch_of(&typing, naive.pools, rows, columns, &mut random);
            let judged = catch_unwind(AssertUnwindSafe(|| judge(function, naive, &typing, &batch)));
            found.extend(judged.unwrap_or_else(|_| vec![format!("{batch:?} panics")]));
            if found.len() >= TOLD {
                found.truncate(TOLD);
                return found;
            }
        }
    }
    found
}

/// Numbers of rows, and which arguments are columns: all of them; none; each combination of up to three arguments, some
/// of more.
fn shapes(typing: &Typing, random: &mut Random) -> Vec<(usize, Vec<bool>)> {
    let count = typing.types.len();
    let may_be_column: Vec<bool> =
        typing.parameters.iter().map(|p| !matches!(p.kind, ArgumentKind::Constant | ArgumentKind::Literal)).collect();
    let mut masks: Vec<u64> = match count {
        0..=3 => (0..1 << count).collect(),
        _ => [0, 1, 2, 4].into_iter().chain((0..3).map(|_| random.bits())).collect(),
    };
    // Constants of which a kernel prepares something deserve several tries.
    let fixed = may_be_column.iter().any(|column| !column);
    masks.extend(std::iter::repeat_n(u64::MAX, if fixed { 8 } else { 1 }));
    let columns = |mask: u64| -> Vec<bool> {
        may_be_column.iter().enumerate().map(|(i, column)| *column && mask & (1 << i) != 0).collect()
    };
    let mut shapes: Vec<_> = masks.into_iter().map(|mask| (7, columns(mask))).collect();
    shapes.extend([0, 1, 100].map(|rows| (rows, columns(u64::MAX))));
    shapes
}

fn batch_of(typing: &Typing, pools: &[Pool], rows: usize, columns: Vec<bool>, random: &mut Random) -> Batch {
    let mut arguments = Vec::new();
    for (i, column) in columns.iter().enumerate() {
        let pool = pools.get(i).or(pools.last()).copied().unwrap_or(Pool::Any);
        let mut values: Vec<Value> = Vec::with_capacity(rows);
        for _ in 0..rows.max(1) {
            let repeated = !values.is_empty() && (!column || random.happens(15));
            let value = match repeated {
                true => random.pick(&values),
                false => values::value(random, typing.types[i], pool),
            };
            values.push(value);
        }
        arguments.push(values);
    }
    let constants: Vec<Option<&Value>> =
        arguments.iter().zip(&columns).map(|(values, column)| (!column).then(|| &values[0])).collect();
    let (types, result) = typing.promoted(&constants);
    let arguments = arguments.iter().zip(&types);
    let arguments = arguments.map(|(values, ty)| values.iter().map(|v| promote(v, *ty)).collect()).collect();
    Batch { arguments, columns, types, result, rows }
}

/// The rows whose answers differ.
fn judge(function: &'static ScalarFunction, naive: &Naive, typing: &Typing, batch: &Batch) -> Vec<String> {
    let ways: &[Way] = match function.kernel {
        Kernel::Expression(_) | Kernel::Lowered(..) if batch.result == ScalarType::Bool => {
            &[Way::Plain, Way::Simplified, Way::Filter]
        }
        Kernel::Expression(_) | Kernel::Lowered(..) => &[Way::Plain, Way::Simplified],
        _ => &[Way::Plain],
    };
    let constant = batch.columns.iter().all(|column| !column);
    let rows: Vec<Vec<Value>> = (0..batch.rows).map(|row| batch.row(row)).collect();
    let expected: Option<Vec<Vec<Value>>> = rows
        .iter()
        .map(|values| (naive.answer)(&Row { values, types: &batch.types, result: batch.result, constant }))
        .collect();
    let mut found = Vec::new();
    if constant && batch.rows > 0 {
        let folded = fold(function, &rows[0], batch.result);
        let expected = expected.as_ref().map(|rows| &rows[0]);
        let fine = match (&folded, expected) {
            (Some(folded), Some(expected)) => folded.iter().zip(expected).all(|(a, b)| same(a, b)),
            (folded, expected) => folded.is_none() && expected.is_none(),
        };
        if !fine {
            found.push(format!("{}({:?}) folds to {folded:?}\n    naive  {expected:?}", naive.name, rows[0]));
        }
    }
    for way in ways {
        let got = batch.evaluate(function, *way);
        let (got, expected) = match (got, &expected) {
            (Ok(got), Some(expected)) => (got, expected),
            (Err(_), None) => continue,
            (Err(error), Some(_)) => {
                found.push(format!("{}{:?} fails: {error}", naive.name, batch.arguments));
                continue;
            }
            (Ok(_), None) => {
                found.push(format!("{}{:?} does not fail", naive.name, batch.arguments));
                continue;
            }
        };
        for (row, (got, expected)) in got.iter().zip(expected).enumerate() {
            let fine = match way {
                Way::Filter => (got[0] == Value::Bool(true)) == (expected[0] == Value::Bool(true)),
                Way::Plain | Way::Simplified => {
                    got.len() == expected.len() && got.iter().zip(expected).all(|(a, b)| same(a, b))
                }
            };
            if !fine {
                let of = batch.columns.iter().map(|column| if *column { "column" } else { "constant" });
                found.push(format!(
                    "{}({:?}) of {:?}, {way:?}, row {row} of {}:\n    kernel {got:?}\n    naive  {expected:?}",
                    naive.name,
                    rows[row],
                    typing.types.iter().zip(of).collect::<Vec<_>>(),
                    batch.rows
                ));
                break;
            }
        }
    }
    found
}

/// What the binder makes of a call of constants, none where it leaves it to the query.
fn fold(function: &ScalarFunction, arguments: &[Value], result: ScalarType) -> Option<Vec<Value>> {
    match function.kernel {
        Kernel::Several(_) => KernelEvaluator.evaluate_all(&function.symbol, arguments),
        _ => KernelEvaluator.evaluate(&function.symbol, arguments, result).map(|value| vec![value]),
    }
}

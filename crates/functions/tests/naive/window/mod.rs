//! Window functions, by loops over all rows.

use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;
use crate::naive::{NaiveWindow, Partition};

const OFFSETS: Pool = Pool::Only(&["1", "2", "100"]);
const SPANS: Pool = Pool::Only(&["1h", "5m", "1d", "100d"]);
const TIMES: Pool = Pool::Also(&[
    "2024-04-11T10:16:00Z",
    "2024-04-11T10:18:00Z",
    "2024-04-11T10:20:00Z",
    "2024-04-11T11:20:00Z",
    "2024-04-12",
]);
const FEW: Pool = Pool::Also(&["1", "2", "2.5", "-3", "a", "b", "2021-01-01", "1h"]);

const fn naive(name: &'static str, pools: &'static [Pool], answer: fn(&Partition<'_>) -> Vec<Value>) -> NaiveWindow {
    NaiveWindow { name, pools, takes: |_| true, answer }
}

/// What stands for a missing row is of the column's type.
fn has_its_default(types: &[ScalarType]) -> bool {
    types.get(2).is_none_or(|default| *default == types[0])
}

pub const ALL: &[NaiveWindow] = &[
    NaiveWindow { takes: has_its_default, ..naive("next", &[Pool::Any, OFFSETS], |rows| shifted(rows, 1)) },
    NaiveWindow { takes: has_its_default, ..naive("prev", &[Pool::Any, OFFSETS], |rows| shifted(rows, -1)) },
    naive("row_cumsum", &[Pool::Only(&["1", "2.5", "-3", "100", "x"]), Pool::Any], row_cumsum),
    naive("row_number", &[Pool::Only(&["0", "1", "7", "-3"]), Pool::Any], row_number),
    naive("row_rank", &[FEW, Pool::Only(&["true", "false"])], |rows| {
        ranks(rows, rows.constants.get(1) != Some(&Value::Bool(false)), None)
    }),
    naive("row_rank_dense", &[FEW, Pool::Any], |rows| ranks(rows, true, Some(1))),
    naive("row_rank_min", &[FEW, Pool::Any], |rows| ranks(rows, false, Some(1))),
    naive("row_window_session", &[TIMES, SPANS, SPANS, Pool::Any], row_window_session),
    naive("rows-near", &[Pool::Any, Pool::Only(&["0", "1", "3"])], rows_near),
];

/// The value of another row; the third argument, or nothing, where there is no such row.
fn shifted(rows: &Partition<'_>, direction: i64) -> Vec<Value> {
    let offset = rows.constants.get(1).and_then(Value::as_i64).unwrap_or(1) * direction;
    let default = rows.constants.get(2).cloned().unwrap_or(Value::missing(rows.types[0]));
    let other = |row: usize| usize::try_from(row as i64 + offset).ok().and_then(|row| rows.rows.get(row));
    (0..rows.rows.len()).map(|row| other(row).map_or_else(|| default.clone(), |row| row[0].clone())).collect()
}

/// Nulls add nothing, a restart begins anew. Longs wrap around.
fn row_cumsum(rows: &Partition<'_>) -> Vec<Value> {
    let mut sums = Vec::new();
    let (mut long, mut real, mut decimal) = (0_i64, 0.0, Decimal::ZERO);
    for row in 0..rows.rows.len() {
        if rows.is_true(row, 1) {
            (long, real, decimal) = (0, 0.0, Decimal::ZERO);
        }
        match &rows.rows[row][0] {
            Value::Int(v) => long += i64::from(*v),
            Value::Long(v) => long += v,
            Value::Real(v) => real += v,
            Value::Decimal(v) => decimal = decimal.checked_add(*v).expect("small numbers"),
            _ => {}
        }
        sums.push(match rows.types[0] {
            ScalarType::Int => Value::Int(long as i32),
            ScalarType::Real => Value::Real(real),
            ScalarType::Decimal => Value::Decimal(decimal),
            _ => Value::Long(long),
        });
    }
    sums
}

fn row_number(rows: &Partition<'_>) -> Vec<Value> {
    let first = rows.constants.first().and_then(Value::as_i64).unwrap_or(1);
    let mut number = first - 1;
    let next = |row: usize| {
        number = if rows.is_true(row, 1) { first } else { number + 1 };
        Value::Long(number)
    };
    (0..rows.rows.len()).map(next).collect()
}

/// The same rank as the row before, whose term is the same; otherwise one more, or the number of the row.
fn ranks(rows: &Partition<'_>, dense: bool, restart: Option<usize>) -> Vec<Value> {
    let same = |a: &Value, b: &Value| match (a, b) {
        (Value::Real(a), Value::Real(b)) => a == b || (a.is_nan() && b.is_nan()),
        (a, b) => a == b,
    };
    let (mut rank, mut number) = (0, 0);
    let mut ranks = Vec::new();
    for row in 0..rows.rows.len() {
        let restarts = row == 0 || restart.is_some_and(|restart| rows.is_true(row, restart));
        if restarts {
            (rank, number) = (0, 0);
        }
        number += 1;
        if restarts || !same(&rows.rows[row][0], &rows.rows[row - 1][0]) {
            rank = if dense { rank + 1 } else { number };
        }
        ranks.push(Value::Long(rank));
    }
    ranks
}

/// A session ends with a value that equals or exceeds its first one, or the one before, by the distance that its row
/// gives; one that is null ends none. A null belongs to none and ends the one before.
fn row_window_session(rows: &Partition<'_>) -> Vec<Value> {
    let ticks = |value: &Value| match value {
        Value::DateTime(v) | Value::TimeSpan(v) => Some(*v),
        _ => None,
    };
    let is_near = |row: usize, distance: usize, time: i64, from: i64| {
        ticks(&rows.rows[row][distance]).is_none_or(|limit| time < from.saturating_add(limit))
    };
    let mut session: Option<(i64, i64)> = None;
    let mut firsts = Vec::new();
    for row in 0..rows.rows.len() {
        session = ticks(&rows.rows[row][0]).map(|time| match session {
            Some((first, before))
                if !rows.is_true(row, 3) && is_near(row, 1, time, first) && is_near(row, 2, time, before) =>
            {
                (first, time)
            }
            _ => (time, time),
        });
        firsts.push(session.map_or(Value::Null(ScalarType::DateTime), |(first, _)| Value::DateTime(first)));
    }
    firsts
}

/// Whether a row, one of the rows behind it, or one of those before it meets the condition.
fn rows_near(rows: &Partition<'_>) -> Vec<Value> {
    let count = |i: usize| rows.constants[i].as_i64().unwrap_or(0) as usize;
    let near = |row: usize| {
        (row.saturating_sub(count(2))..=row + count(1)).any(|other| other < rows.rows.len() && rows.is_true(other, 0))
    };
    (0..rows.rows.len()).map(|row| Value::Bool(near(row))).collect()
}

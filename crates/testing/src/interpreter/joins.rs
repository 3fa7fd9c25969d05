//! `join` and `lookup`.

use std::collections::HashSet;

use lurcher_symbols::{Column, Value};

use super::values::{identities, missing};
use super::{MOST_ROWS, Row, Rows, Unknown};
use crate::query::JoinKind;

/// The rows of a join; keys that are null are equal.
pub fn join(kind: JoinKind, left: Rows, right: Rows, on: &[(String, String)]) -> Result<Vec<Row>, Unknown> {
    let left_keys = keys(&left, on.iter().map(|(left, _)| left))?;
    let right_keys = keys(&right, on.iter().map(|(_, right)| right))?;
    let (left_keys, right_keys) = (&left_keys, &right_keys);
    let pairs = |i: usize| (0..right_keys.len()).filter(move |j| left_keys[i] == right_keys[*j]);
    let left_has = |i: usize| pairs(i).next().is_some();
    let right_has = |j: usize| left_keys.contains(&right_keys[j]);
    let mut rows = Vec::new();
    match kind {
        JoinKind::LeftSemi => rows.extend((0..left.rows.len()).filter(|i| left_has(*i)).map(|i| left.rows[i].clone())),
        JoinKind::LeftAnti => rows.extend((0..left.rows.len()).filter(|i| !left_has(*i)).map(|i| left.rows[i].clone())),
        JoinKind::RightSemi => {
            rows.extend((0..right.rows.len()).filter(|j| right_has(*j)).map(|j| right.rows[j].clone()))
        }
        JoinKind::RightAnti => {
            rows.extend((0..right.rows.len()).filter(|j| !right_has(*j)).map(|j| right.rows[j].clone()))
        }
        JoinKind::InnerUnique | JoinKind::Inner | JoinKind::LeftOuter | JoinKind::RightOuter | JoinKind::FullOuter => {
            let mut seen = HashSet::new();
            for (i, (row, key)) in left.rows.iter().zip(left_keys).enumerate() {
                if kind == JoinKind::InnerUnique && !seen.insert(key) {
                    continue;
                }
                rows.extend(pairs(i).map(|j| [row.clone(), right.rows[j].clone()].concat()));
                if !left_has(i) && matches!(kind, JoinKind::LeftOuter | JoinKind::FullOuter) {
                    rows.push([row.clone(), nothing(&right.columns)].concat());
                }
                if rows.len() > MOST_ROWS {
                    return Err(Unknown("too many rows"));
                }
            }
            if matches!(kind, JoinKind::RightOuter | JoinKind::FullOuter) {
                let alone = (0..right.rows.len()).filter(|j| !right_has(*j));
                rows.extend(alone.map(|j| [nothing(&left.columns), right.rows[j].clone()].concat()));
            }
        }
    }
    Ok(rows)
}

/// The keys of each row.
fn keys<'a>(side: &Rows, names: impl Iterator<Item = &'a String>) -> Result<Vec<String>, Unknown> {
    let place = |name: &String| side.columns.iter().position(|c| *c.name == **name).ok_or(Unknown("no such column"));
    let places: Vec<usize> = names.map(place).collect::<Result<_, _>>()?;
    let key = |row: &Row| identities(&places.iter().map(|i| row[*i].clone()).collect::<Vec<_>>());
    Ok(side.rows.iter().map(key).collect())
}

/// A row without values.
fn nothing(columns: &[Column]) -> Vec<Value> {
    columns.iter().map(|c| missing(c.ty)).collect()
}

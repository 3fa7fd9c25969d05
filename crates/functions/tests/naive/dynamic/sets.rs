//! Sets. <https://learn.microsoft.com/kusto/query/set-union-function>

use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};

use super::arrays::same;
use crate::driver::Pool;
use crate::naive::{Row, naive};

const SETS: Pool = Pool::Also(&[
    "[1,2,3]",
    "[0,-0.0]",
    "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1.0}]",
    "[3,2,1,1]",
    "[]",
    "[\"a\",\"b\"]",
    "[\"A\",\"a\",\"\"]",
    "[1,1.0,\"1\"]",
    "[null]",
    "[true,[1],{\"a\":1}]",
    "[2]",
    "5",
    "{\"a\":1}",
    "[[1],[1]]",
]);

naive! {
    set_union => [SETS];
    set_intersect => [SETS];
    set_difference => [SETS];
    set_equals => [SETS];
    set_has_element => [SETS, Pool::Also(&["1", "a", "2", "null", "true", "[1]"])];
    jaccard_index => [SETS];
}

fn has(set: &[Dynamic], element: &Dynamic) -> bool {
    set.iter().any(|other| same(other, element))
}

fn distinct(elements: Vec<Dynamic>) -> Vec<Dynamic> {
    let mut set: Vec<Dynamic> = Vec::new();
    for element in elements {
        if !has(&set, &element) {
            set.push(element);
        }
    }
    set
}

fn arrays(row: &Row<'_>) -> Option<Vec<Vec<Dynamic>>> {
    (0..row.len()).map(|i| row.array(i)).collect()
}

fn set_union(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    Some(distinct(arrays(row)?.concat()))
}

fn set_intersect(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let arrays = arrays(row)?;
    Some(
        distinct(arrays[0].clone())
            .into_iter()
            .filter(|element| arrays[1..].iter().all(|other| has(other, element)))
            .collect(),
    )
}

fn set_difference(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let arrays = arrays(row)?;
    Some(
        distinct(arrays[0].clone())
            .into_iter()
            .filter(|element| !arrays[1..].iter().any(|other| has(other, element)))
            .collect(),
    )
}

fn set_equals(row: &Row<'_>) -> Option<bool> {
    let (a, b) = (row.array(0)?, row.array(1)?);
    Some(a.iter().all(|element| has(&b, element)) && b.iter().all(|element| has(&a, element)))
}

fn set_has_element(row: &Row<'_>) -> Option<bool> {
    Some(has(&row.array(0)?, &row.dynamic(1)))
}

/// The elements of both by the elements of either; null for two empty sets.
fn jaccard_index(row: &Row<'_>) -> Value {
    let index = arrays(row).and_then(|arrays| {
        let (a, b) = (distinct(arrays[0].clone()), distinct(arrays[1].clone()));
        let both = a.iter().filter(|element| has(&b, element)).count();
        let either = a.len() + b.len() - both;
        (either > 0).then(|| both as f64 / either as f64)
    });
    match (index, row.result) {
        (None, ty) => Value::Null(ty),
        (Some(index), ScalarType::Real) => Value::Real(index),
        (Some(index), _) => Dynamic::Real(index).to_value(),
    }
}

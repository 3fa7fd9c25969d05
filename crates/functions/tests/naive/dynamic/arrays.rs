//! What arrays hold. <https://learn.microsoft.com/kusto/query/array-index-of-function>

use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::dynamic::Dynamic;

use crate::driver::Pool;
use crate::naive::{Row, naive};

pub const ARRAYS: Pool = Pool::Also(&[
    "[1,2,3,4]",
    "[]",
    "[3,1,2]",
    "[1,1.0,\"1\",true,null]",
    "[\"a\",\"b\",\"a\"]",
    "[[1],[2]]",
    "[null,null]",
    "[-0.0,0]",
    "{\"a\":1}",
    "5",
    "[1.5,2,-3]",
    "[{\"a\":1},{\"a\":1}]",
    "[\"\"]",
]);
pub const PLACES: Pool = Pool::Also(&["0", "1", "2", "-1", "-2", "3", "5", "-5", "100", "-9223372036854775808"]);
const CUTS: Pool = Pool::Also(&["0", "1", "2", "-1", "10", "[1,3]", "[-2,-1]", "[]", "[\"a\"]", "[3,1]"]);

naive! {
    array_concat => [ARRAYS];
    array_iff => [Pool::Also(&["[true,false,true]", "[1,0,2.5]", "[null,\"x\",true]", "[]"]), ARRAYS];
    array_index_of => [ARRAYS, Pool::Also(&["1", "a", "1.0", "2", "[1]", "null", "true"]), PLACES];
    array_length => [ARRAYS];
    array_reverse => [ARRAYS];
    array_slice => [ARRAYS, PLACES];
    array_split => [ARRAYS, CUTS];
    array_sum => [Pool::Also(&["[1,2,3]", "[1.5,null,2]", "[]", "[null]", "[true,1]", "[\"1\"]", "{}"])];
    zip => [ARRAYS];
}

/// What is no array is left out; null where nothing is one.
fn array_concat(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let arrays: Vec<Vec<Dynamic>> = (0..row.len()).filter_map(|i| row.array(i)).collect();
    (!arrays.is_empty()).then(|| arrays.concat())
}

/// A number that is not zero is true. A choice that is no array stands for every place.
fn array_iff(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let choose = |i: usize, place: usize| match row.dynamic(i) {
        Dynamic::Array(elements) => elements.get(place).cloned().unwrap_or(Dynamic::Null),
        scalar => scalar,
    };
    let conditions = row.array(0)?.into_iter().enumerate();
    let chosen = conditions.map(|(place, condition)| match condition {
        Dynamic::Bool(truth) => choose(if truth { 1 } else { 2 }, place),
        Dynamic::Long(number) => choose(if number != 0 { 1 } else { 2 }, place),
        Dynamic::Real(number) => choose(if number != 0.0 { 1 } else { 2 }, place),
        _ => Dynamic::Null,
    });
    Some(chosen.collect())
}

/// Whether two elements are the same: numbers by their value.
pub fn same(a: &Dynamic, b: &Dynamic) -> bool {
    let number = |value: &Dynamic| match value {
        Dynamic::Long(v) => Some(*v as f64),
        Dynamic::Real(v) => Some(*v),
        Dynamic::Decimal(v) => Some(v.to_real()),
        _ => None,
    };
    match (a, b) {
        (Dynamic::Long(a), Dynamic::Long(b)) => a == b,
        (Dynamic::Decimal(a), Dynamic::Decimal(b)) => a == b,
        (Dynamic::Decimal(a), Dynamic::Long(b)) | (Dynamic::Long(b), Dynamic::Decimal(a)) => {
            *a == Decimal::from_long(*b)
        }
        _ if number(a).is_some() => number(a) == number(b),
        (Dynamic::Array(a), Dynamic::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Dynamic::Bag(a), Dynamic::Bag(b)) => {
            let has = |(key, value): &(String, Dynamic)| b.iter().any(|(k, v)| key == k && same(value, v));
            a.len() == b.len() && a.iter().all(has)
        }
        _ => a == b,
    }
}

fn array_index_of(row: &Row<'_>) -> Option<i64> {
    let elements = row.array(0)?;
    let (start, length, occurrence) = (row.long_or(2, 0)?, row.long_or(3, -1)?, row.long_or(4, 1)?);
    if length < -1 || occurrence < 0 {
        return None;
    }
    let start = if start < 0 { start.saturating_add(elements.len() as i64).max(0) } else { start } as usize;
    let count = if length < 0 { usize::MAX } else { length as usize };
    let wanted = row.dynamic(1);
    let found: Vec<usize> =
        (start..elements.len()).take(count).filter(|place| same(&elements[*place], &wanted)).collect();
    Some(found.get(occurrence.max(1) as usize - 1).map_or(-1, |place| *place as i64))
}

fn array_length(row: &Row<'_>) -> Option<i64> {
    Some(row.array(0)?.len() as i64)
}

fn array_reverse(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    Some(row.array(0)?.into_iter().rev().collect())
}

/// A place that may count from the end.
fn from_end(place: i64, len: usize) -> i128 {
    i128::from(place) + if place < 0 { len as i128 } else { 0 }
}

/// Both ends are included.
fn array_slice(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let elements = row.array(0)?;
    let (start, end) = (from_end(row.long(1)?, elements.len()), from_end(row.long(2)?, elements.len()));
    let within = |place: i128| place >= start && place <= end;
    Some(
        elements
            .into_iter()
            .enumerate()
            .filter(|(place, _)| within(*place as i128))
            .map(|(_, element)| element)
            .collect(),
    )
}

/// Cut before each of the places, which do not go back.
fn array_split(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let elements = row.array(0)?;
    let cut = |place: &Dynamic| match place {
        Dynamic::Long(place) => Some(*place),
        _ => None,
    };
    let cuts: Vec<i64> = match row.dynamic(1) {
        Dynamic::Array(places) => places.iter().map(cut).collect::<Option<_>>()?,
        place => vec![cut(&place)?],
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for cut in cuts {
        let end = (from_end(cut, elements.len()).clamp(0, elements.len() as i128) as usize).max(start);
        parts.push(Dynamic::Array(elements[start..end].to_vec()));
        start = end;
    }
    parts.push(Dynamic::Array(elements[start..].to_vec()));
    Some(parts)
}

/// Nulls do not count; null where there are no numbers, or something else.
fn array_sum(row: &Row<'_>) -> Option<f64> {
    let elements: Vec<Dynamic> = row.array(0)?.into_iter().filter(|element| !element.is_null()).collect();
    let number = |element: &Dynamic| match element {
        Dynamic::Long(v) => Some(*v as f64),
        Dynamic::Real(v) => Some(*v),
        _ => None,
    };
    let numbers: Option<Vec<f64>> = elements.iter().map(number).collect();
    numbers.filter(|numbers| !numbers.is_empty()).map(|numbers| numbers.iter().fold(0.0, |sum, number| sum + number))
}

fn zip(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let arrays: Vec<Vec<Dynamic>> = (0..row.len()).map(|i| row.array(i)).collect::<Option<_>>()?;
    let longest = arrays.iter().map(Vec::len).max()?;
    let at = |place: usize| arrays.iter().map(|array| array.get(place).cloned().unwrap_or(Dynamic::Null)).collect();
    Some((0..longest).map(|place| Dynamic::Array(at(place))).collect())
}

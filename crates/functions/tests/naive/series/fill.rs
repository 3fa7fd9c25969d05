//! Missing values filled. <https://learn.microsoft.com/kusto/query/series-fill-forward-function>

use lurcher_symbols::Value;
use lurcher_symbols::values::dynamic::Dynamic;

use super::numbers::Number;
use crate::driver::Pool;
use crate::naive::{Row, naive};

const GAPS: Pool = Pool::Also(&[
    "[null,1,null,3]",
    "[1,null,null]",
    "[null,null]",
    "[0,5,0]",
    "[1.5,null,\"x\"]",
    "[]",
    "{}",
    "[2,2,null]",
    "[-1,4,-1,-1,9]",
]);
const PLACEHOLDERS: Pool = Pool::Also(&["0", "-1", "2", "5"]);

naive! {
    series_fill_forward => [GAPS, PLACEHOLDERS];
    series_fill_backward => [GAPS, PLACEHOLDERS];
    series_fill_linear => [GAPS, PLACEHOLDERS];
    series_fill_const => [GAPS, PLACEHOLDERS];
}

/// Whether an element is the placeholder that an argument names, or null where it names none.
fn is_missing(row: &Row<'_>, i: usize, element: &Dynamic) -> bool {
    match if row.has(i) { row.real(i) } else { None } {
        Some(placeholder) => Number::of(element).is_some_and(|number| number.real() == placeholder),
        None => element.is_null(),
    }
}

fn carry(row: &Row<'_>, elements: &mut dyn Iterator<Item = Dynamic>) -> Vec<Dynamic> {
    let mut filled: Vec<Dynamic> = Vec::new();
    for element in elements {
        let missing = is_missing(row, 1, &element);
        let before = filled.last().filter(|last| missing && !is_missing(row, 1, last)).cloned();
        filled.push(before.unwrap_or(element));
    }
    filled
}

fn series_fill_forward(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    Some(carry(row, &mut row.array(0)?.into_iter()))
}

fn series_fill_backward(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let mut filled = carry(row, &mut row.array(0)?.into_iter().rev());
    filled.reverse();
    Some(filled)
}

fn series_fill_const(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let value = if row.has(1) { row.dynamic(1) } else { Dynamic::Long(0) };
    let fill = |element: Dynamic| if is_missing(row, 2, &element) { value.clone() } else { element };
    Some(row.array(0)?.into_iter().map(fill).collect())
}

/// On the line between the neighbours: whole numbers, the fraction dropped, in a series of whole numbers. At the edges
/// the nearest number, unless the third argument is false; in a series without numbers the fourth, or 0.0.
fn series_fill_linear(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let elements = row.array(0)?;
    let given = |place: usize| Number::of(&elements[place]).filter(|_| !is_missing(row, 1, &elements[place]));
    let known: Vec<(usize, Number)> = (0..elements.len()).filter_map(|place| Some((place, given(place)?))).collect();
    let whole = known.iter().all(|(_, number)| matches!(number, Number::Long(_)));
    let edges = !row.has(2) || row.bool(2) != Some(false);
    let otherwise = match row.values.get(3) {
        Some(Value::Decimal(_)) => row.real(3).map_or(Dynamic::Null, Dynamic::Real),
        Some(value) => Dynamic::from_value(value),
        None => Dynamic::Real(0.0),
    };
    let fill = |place: usize| {
        let element = &elements[place];
        if !is_missing(row, 1, element) {
            return element.clone();
        }
        let before = known.iter().rfind(|(other, _)| *other < place);
        let behind = known.iter().find(|(other, _)| *other > place);
        match (before, behind) {
            (Some((a, first)), Some((b, last))) => {
                let share = (place - a) as f64 / (b - a) as f64;
                let value = first.real() + (last.real() - first.real()) * share;
                if whole { Dynamic::Long(value as i64) } else { Dynamic::Real(value) }
            }
            (Some((_, nearest)), None) | (None, Some((_, nearest))) if edges => nearest.element(),
            (None, None) if !otherwise.is_null() => otherwise.clone(),
            _ => element.clone(),
        }
    };
    Some((0..elements.len()).map(fill).collect())
}

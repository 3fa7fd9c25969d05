//! The values of a group as an array, a set or a bag.

use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;
use crate::naive::{Group, naive_aggregates};

const SIZES: Pool = Pool::Only(&["1", "3", "100"]);

naive_aggregates! {
    make_list => [Pool::Any, SIZES];
    makelist => [Pool::Any, SIZES];
    make_list_if => [Pool::Any, Pool::Any, SIZES];
    make_list_with_nulls;
    make_set => [Pool::Any, SIZES];
    makeset => [Pool::Any, SIZES];
    make_set_if => [Pool::Any, Pool::Any, SIZES];
    make_bag => [Pool::Any, SIZES];
    make_dictionary => [Pool::Any, SIZES];
    make_bag_if => [Pool::Any, Pool::Any, SIZES];
}

/// How many elements there may be.
fn most(group: &Group<'_>, i: usize, default: usize) -> usize {
    group.constant(i).map_or(default, |most| most as usize)
}

/// What a value adds: an array its elements.
fn parts(value: &Value) -> Vec<Dynamic> {
    match Dynamic::from_value(value) {
        Dynamic::Array(elements) => elements,
        other => vec![other],
    }
}

/// The elements that rows add: those of an array one by one, and no nulls but those of a dynamic.
fn elements(group: &Group<'_>, condition: Option<usize>) -> Vec<Dynamic> {
    let counts = |row: &&Vec<Value>| condition.is_none_or(|i| row[i].as_bool() == Some(true));
    let given = |value: &&Value| !value.is_null() || group.types[0] == ScalarType::Dynamic;
    group.rows.iter().filter(counts).map(|row| &row[0]).filter(given).flat_map(parts).collect()
}

fn list(group: &Group<'_>, condition: Option<usize>, most: usize) -> Vec<Dynamic> {
    elements(group, condition).into_iter().take(most).collect()
}

fn make_list(group: &Group<'_>) -> Vec<Dynamic> {
    list(group, None, most(group, 1, usize::MAX))
}

fn makelist(group: &Group<'_>) -> Vec<Dynamic> {
    list(group, None, most(group, 1, 128))
}

fn make_list_if(group: &Group<'_>) -> Vec<Dynamic> {
    list(group, Some(1), most(group, 2, usize::MAX))
}

/// Nulls of every type.
fn make_list_with_nulls(group: &Group<'_>) -> Vec<Dynamic> {
    group.rows.iter().flat_map(|row| parts(&row[0])).collect()
}

fn set(group: &Group<'_>, condition: Option<usize>, most: usize) -> Vec<Dynamic> {
    let mut set: Vec<Dynamic> = Vec::new();
    for element in elements(group, condition) {
        let same = |other: &Dynamic| match (other, &element) {
            (Dynamic::Real(a), Dynamic::Real(b)) => a == b || (a.is_nan() && b.is_nan()),
            (a, b) => a == b,
        };
        if !set.iter().any(same) {
            set.push(element);
        }
    }
    set.truncate(most);
    set
}

fn make_set(group: &Group<'_>) -> Vec<Dynamic> {
    set(group, None, most(group, 1, usize::MAX))
}

fn makeset(group: &Group<'_>) -> Vec<Dynamic> {
    set(group, None, most(group, 1, 128))
}

fn make_set_if(group: &Group<'_>) -> Vec<Dynamic> {
    set(group, Some(1), most(group, 2, usize::MAX))
}

/// Of equal keys the first counts.
fn bag(group: &Group<'_>, condition: Option<usize>, most: usize) -> Dynamic {
    let mut bag: Vec<(String, Dynamic)> = Vec::new();
    for value in group.given_if(0, condition) {
        let Dynamic::Bag(entries) = Dynamic::from_value(&value) else { continue };
        for (key, value) in entries {
            if !bag.iter().any(|(other, _)| *other == key) {
                bag.push((key, value));
            }
        }
    }
    bag.truncate(most);
    Dynamic::Bag(bag)
}

fn make_bag(group: &Group<'_>) -> Dynamic {
    bag(group, None, most(group, 1, usize::MAX))
}

fn make_dictionary(group: &Group<'_>) -> Dynamic {
    bag(group, None, most(group, 1, 128))
}

fn make_bag_if(group: &Group<'_>) -> Dynamic {
    bag(group, Some(1), most(group, 2, usize::MAX))
}

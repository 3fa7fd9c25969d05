//! Property bags.

use lurcher_symbols::values::dynamic::Dynamic;

use crate::driver::Pool;
use crate::naive::{Row, naive};

const BAGS: Pool = Pool::Also(&[
    "{\"a\":1,\"b\":2}",
    "{}",
    "{\"a\":{\"b\":null}}",
    "{\"A\":1,\"a\":2}",
    "{\"é\":[1]}",
    "[1]",
    "5",
    "{\"\":0,\"key\":\"v\"}",
    "{\"q\\\"\":1,\"b\\\\s\":[2],\"n\\n\":3,\"\\u0001d\":4}",
]);
const KEYS: Pool = Pool::Only(&["a", "b", "key", "é", "A", "x", "q\"", "b\\s", "n\n", "\u{1}d"]);
const LISTS: Pool = Pool::Also(&[
    "[\"a\",\"b\"]",
    "[\"a\",\"a\"]",
    "[1,\"x\"]",
    "[]",
    "[null]",
    "[\"é\"]",
    "[\"q\\\"\",\"b\\\\s\",\"n\\n\",\"\\u0001d\"]",
]);
const GONE: Pool = Pool::Only(&[
    "[\"a\",\"b\"]",
    "[\"a\",\"a\"]",
    "[1,\"x\"]",
    "[]",
    "[null]",
    "[\"é\"]",
    "[\"q\\\"\",\"b\\\\s\",\"n\\n\",\"\\u0001d\"]",
]);

naive! {
    bag_has_key => [BAGS, KEYS];
    bag_keys => [BAGS];
    bag_merge => [BAGS];
    bag_pack => [KEYS, Pool::Any];
    bag_remove_keys => [BAGS, GONE];
    bag_set_key => [BAGS, KEYS, Pool::Any];
    bag_zip => [LISTS, LISTS];
}

fn bag_has_key(row: &Row<'_>) -> Option<bool> {
    Some(row.bag(0)?.iter().any(|(key, _)| key == row.text(1)))
}

fn bag_keys(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    Some(row.bag(0)?.into_iter().map(|(key, _)| Dynamic::String(key)).collect())
}

/// Of equal keys the first one counts. What is no bag is left out; null where nothing is one.
fn bag_merge(row: &Row<'_>) -> Option<Dynamic> {
    let bags: Vec<_> = (0..row.len()).filter_map(|i| row.bag(i)).collect();
    let mut merged: Vec<(String, Dynamic)> = Vec::new();
    for (key, value) in bags.iter().flatten() {
        if !merged.iter().any(|(other, _)| other == key) {
            merged.push((key.clone(), value.clone()));
        }
    }
    (!bags.is_empty()).then_some(Dynamic::Bag(merged))
}

/// Of equal keys the last value counts, at the place of the first.
fn put(bag: &mut Vec<(String, Dynamic)>, key: &str, value: Dynamic) {
    match bag.iter_mut().find(|(other, _)| other == key) {
        Some(entry) => entry.1 = value,
        None => bag.push((key.to_owned(), value)),
    }
}

fn bag_pack(row: &Row<'_>) -> Dynamic {
    let mut bag = Vec::new();
    for i in (0..row.len()).step_by(2) {
        put(&mut bag, row.text(i), row.dynamic(i + 1));
    }
    Dynamic::Bag(bag)
}

fn bag_remove_keys(row: &Row<'_>) -> Option<Dynamic> {
    let gone: Vec<Dynamic> = row.array(1).unwrap_or_default();
    let mut bag = row.bag(0)?;
    bag.retain(|(key, _)| !gone.contains(&Dynamic::String(key.clone())));
    Some(Dynamic::Bag(bag))
}

/// The key goes to the end.
fn bag_set_key(row: &Row<'_>) -> Option<Dynamic> {
    let mut bag = row.bag(0)?;
    bag.retain(|(key, _)| key != row.text(1));
    bag.push((row.text(1).to_owned(), row.dynamic(2)));
    Some(Dynamic::Bag(bag))
}

/// A key that is no string is left out, a value that is missing is null.
fn bag_zip(row: &Row<'_>) -> Option<Dynamic> {
    let (keys, values) = (row.array(0)?, row.array(1).unwrap_or_default());
    let mut bag = Vec::new();
    for (place, key) in keys.into_iter().enumerate() {
        if let Dynamic::String(key) = key {
            put(&mut bag, &key, values.get(place).cloned().unwrap_or(Dynamic::Null));
        }
    }
    Some(Dynamic::Bag(bag))
}

//! Paths into dynamics.

use lurcher_symbols::values::dynamic::Dynamic;

use crate::driver::Pool;
use crate::naive::{Row, naive};

const OBJECTS: Pool = Pool::Also(&[
    "{\"a\":1,\"b\":{\"c\":[1,{\"d\":2}]}}",
    "[1,2]",
    "{}",
    "{\"q\\\"\":{\"b\\\\s\":1},\"n\\n\":[2]}",
    "5",
    "[[]]",
    "{\"é\":[{\"x\":1},{\"y\":2}]}",
]);

naive! {
    treepath => [OBJECTS];
}

fn collect(value: &Dynamic, path: &str, paths: &mut Vec<Dynamic>) {
    let mut go = |path: String, value: &Dynamic| {
        if !paths.contains(&Dynamic::String(path.clone())) {
            paths.push(Dynamic::String(path.clone()));
        }
        collect(value, &path, paths);
    };
    match value {
        Dynamic::Bag(bag) => bag.iter().for_each(|(key, value)| go(format!("{path}['{key}']"), value)),
        Dynamic::Array(elements) => elements.iter().for_each(|element| go(format!("{path}[0]"), element)),
        _ => {}
    }
}

/// The elements of an array all go by the place 0.
fn treepath(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let mut paths = Vec::new();
    let value = row.dynamic(0);
    collect(&value, "", &mut paths);
    (!value.is_null()).then_some(paths)
}

//! `make-series`.

use lurcher_symbols::Column;
use lurcher_symbols::ScalarType::Dynamic;

use super::{Generator, groups};
use crate::binding::Tree;

pub(super) fn make_series(generator: &mut Generator<'_>) -> Tree {
    let mut made = Vec::new();
    let keys: Vec<Tree> = (0..generator.rng.usize(0..=2)).map(|_| generator.key(&mut made)).collect();
    let mut values = Vec::new();
    for _ in 0..generator.rng.usize(1..=2) {
        let (aggregate, _) = generator.aggregate();
        let value = generator.named(aggregate, Dynamic, &mut made);
        let default = generator.pick(&["", "", " default = 0", " default = real(null)", " default = long(null)"]);
        values.push(Tree::Parts(vec![value, Tree::text(default)]));
    }
    let (axis, from, to, step) = groups::axis(generator);
    let range = match generator.rng.u32(0..5) {
        0 => format!("in range({from}, {to}, {step})"),
        1 => format!("step {step}"),
        2 => format!("from {from} step {step}"),
        3 => format!("to {to} step {step}"),
        _ => format!("from {from} to {to} step {step}"),
    };
    let kind = generator.pick(&["", "", "kind=nonempty "]);
    made.push(Column::new(axis.as_str(), Dynamic));
    generator.columns = made;
    let by = if keys.is_empty() { Vec::new() } else { vec![Tree::Parts(vec![Tree::text(" by "), Tree::list(keys)])] };
    Tree::Parts(vec![
        Tree::Text(format!("make-series {kind}")),
        Tree::list(values),
        Tree::Text(format!(" on {axis} {range}")),
        Tree::List { items: by, between: "", least: 0 },
    ])
}

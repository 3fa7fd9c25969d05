//! `evaluate`.

use lurcher_symbols::ScalarType::{Dynamic, Long};

use super::Generator;
use crate::binding::Tree;

pub(super) fn evaluate(generator: &mut Generator<'_>) -> Tree {
    let (a, b, c) = (generator.name(), generator.name(), generator.name());
    let plugin = match generator.rng.u32(0..10) {
        0 | 1 => {
            let dynamic = generator.leaf(Dynamic);
            let rest = generator.pick(&[
                "",
                ", 'p_'",
                ", columnsConflict='replace_source'",
                ", ignoredProperties=dynamic(['a'])",
            ]);
            let schema = generator.pick(&[
                "",
                " : (a:long, b:string)",
                " : (*, a:long)",
                " : (l0:long, a:long)",
                " : (a:dynamic, *)",
            ]);
            return Tree::Parts(vec![
                Tree::text("evaluate bag_unpack("),
                dynamic,
                Tree::Text(format!("{rest}){schema}")),
            ]);
        }
        2 | 3 => {
            let (aggregate, _) = generator.aggregate();
            let rest = if generator.chance(50) { format!(", {b}") } else { String::new() };
            let schema = generator.pick(&["", " : (a:long, b:long)", " : (s0:string, *)", " : (l0:long, b:real)"]);
            let start = format!("evaluate pivot({a}, ");
            return Tree::Parts(vec![Tree::Text(start), aggregate, Tree::Text(format!("{rest}){schema}"))]);
        }
        4 => "narrow()".to_owned(),
        5 => {
            let value = generator.leaf(Long);
            let start = format!("evaluate rows_near({a} == ");
            return Tree::Parts(vec![Tree::Text(start), value, Tree::text(", 1)")]);
        }
        6 => {
            format!("ipv4_lookup(U, {a}, s0{})", generator.pick(&["", ", s0", ", l0, return_unmatched=true", ", true"]))
        }
        7 => format!("dcount_intersect({a}, {b})"),
        8 => format!("active_users_count({a}, {b}, datetime(2026-01-01), datetime(2026-01-02), 1d, 1d, 1, 1d)"),
        _ => format!("activity_counts_metrics({a}, {b}, datetime(2026-01-01), datetime(2026-01-03), 1d, {c})"),
    };
    Tree::Text(format!("evaluate {plugin}"))
}

//! Operators that order rows, or need them in order.

use lurcher_symbols::ScalarType::Long;

use super::Generator;
use crate::binding::Tree;

impl Generator<'_> {
    fn order(&mut self) -> Tree {
        let expr = if self.chance(70) { Tree::Text(self.name()) } else { self.any().0 };
        let order = self.pick(&["", " asc", " desc", " asc nulls first", " nulls last"]);
        Tree::Parts(vec![expr, Tree::text(order)])
    }
}

pub(super) fn sort(generator: &mut Generator<'_>) -> Tree {
    let keys = (0..generator.rng.usize(1..=2)).map(|_| generator.order()).collect();
    Tree::Parts(vec![Tree::text(generator.pick(&["sort by ", "order by "])), Tree::list(keys)])
}

pub(super) fn top(generator: &mut Generator<'_>) -> Tree {
    let ty = if generator.chance(80) { Long } else { generator.any_type() };
    let count = Tree::text(generator.literal(ty));
    let key = generator.order();
    Tree::Parts(vec![Tree::text("top "), count, Tree::text(" by "), key])
}

pub(super) fn take(generator: &mut Generator<'_>) -> Tree {
    let ty = if generator.chance(80) { Long } else { generator.any_type() };
    let count = Tree::text(generator.literal(ty));
    Tree::Parts(vec![Tree::text(generator.pick(&["take ", "limit "])), count])
}

pub(super) fn scan(generator: &mut Generator<'_>) -> Tree {
    let ty = generator.any_type();
    let (declared, value) = (generator.new_name(), generator.expr(ty, 1));
    let condition = generator.predicate(1);
    let start = generator.pick(&["", " = 0", " = ''", " = dynamic(null)"]);
    let with = generator.pick(&["", "with_match_id=id "]);
    generator.put(&declared, ty);
    Tree::Parts(vec![
        Tree::Text(format!("serialize\n| scan {with}declare ({declared}: {ty}{start}) with (step s: ")),
        condition,
        Tree::Text(format!(" => {declared} = ")),
        value,
        Tree::text(";)"),
    ])
}

pub(super) fn partition(generator: &mut Generator<'_>) -> Tree {
    let key = generator.name();
    let hint = generator.pick(&["", "hint.strategy=native ", "hint.strategy=shuffle ", "hint.strategy=legacy "]);
    let inner = generator.operator();
    Tree::Parts(vec![Tree::Text(format!("partition {hint}by {key} (")), inner, Tree::text(")")])
}

//! Operators that expand arrays and bags.

use lurcher_symbols::ScalarType::Dynamic;

use super::Generator;
use crate::binding::Tree;

impl Generator<'_> {
    /// What is expanded, with a name and a type or without.
    fn expanded(&mut self) -> Tree {
        let value = match self.rng.u32(0..10) {
            0 => self.any().0,
            1..=3 => self.member(),
            4 => self.expr(Dynamic, 1),
            _ => self.leaf(Dynamic),
        };
        let ty = if self.chance(35) { Some(self.any_type()) } else { None };
        let to = ty.map(|ty| format!(" to typeof({ty})")).unwrap_or_default();
        let to = Tree::List { items: vec![Tree::Text(to)], between: "", least: 0 };
        if self.chance(50) {
            return Tree::Parts(vec![value, to]);
        }
        let name = self.new_name();
        self.put(&name, ty.unwrap_or(Dynamic));
        Tree::Parts(vec![Tree::Text(format!("{name} = ")), value, to])
    }
}

pub(super) fn mv_expand(generator: &mut Generator<'_>) -> Tree {
    let option =
        generator.pick(&["", "", "kind=array ", "bagexpansion=array ", "with_itemindex=x ", "with_itemindex=l0 "]);
    let operator = generator.pick(&["mv-expand ", "mv-expand ", "mvexpand "]);
    let items = (0..generator.rng.usize(1..=2)).map(|_| generator.expanded()).collect();
    let limit = generator.pick(&["", "", " limit 10"]);
    Tree::Parts(vec![Tree::Text(format!("{operator}{option}")), Tree::list(items), Tree::text(limit)])
}

pub(super) fn mv_apply(generator: &mut Generator<'_>) -> Tree {
    let option = generator.pick(&["", "", "with_itemindex=x "]);
    let item = generator.expanded();
    let outer = generator.columns.clone();
    let inner = generator.operator();
    if generator.chance(50) {
        generator.columns = outer;
    }
    Tree::Parts(vec![Tree::Text(format!("mv-apply {option}")), item, Tree::text(" on ("), inner, Tree::text(")")])
}

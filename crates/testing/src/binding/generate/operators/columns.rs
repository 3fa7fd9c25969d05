//! Operators that make, name and drop columns.

use lurcher_symbols::ScalarType::{Bool, Dynamic};
use lurcher_symbols::{Column, ScalarType};

use super::Generator;
use crate::binding::Tree;

impl Generator<'_> {
    /// A column that is made, mostly with a name.
    pub(in crate::binding::generate) fn made(&mut self, made: &mut Vec<Column>) -> Tree {
        let (expr, ty) = self.any();
        self.named(expr, ty, made)
    }

    /// An expression with a name, with several, or with none.
    pub(super) fn named(&mut self, expr: Tree, ty: ScalarType, made: &mut Vec<Column>) -> Tree {
        match self.rng.u32(0..10) {
            0..=3 => expr,
            4 => {
                let names = (0..self.rng.usize(1..=3)).map(|_| Tree::Text(self.new_name())).collect();
                Tree::Parts(vec![Tree::text("("), Tree::list(names), Tree::text(") = "), expr])
            }
            _ => {
                let name = self.new_name();
                made.push(Column::new(name.trim_start_matches("['").trim_end_matches("']"), ty));
                let name = Tree::List { items: vec![Tree::Text(format!("{name} = "))], between: "", least: 0 };
                Tree::Parts(vec![name, expr])
            }
        }
    }

    fn several(&mut self, most: usize, made: &mut Vec<Column>) -> Tree {
        let count = self.rng.usize(1..=most);
        Tree::list((0..count).map(|_| self.made(made)).collect())
    }
}

pub(super) fn filter(generator: &mut Generator<'_>) -> Tree {
    let predicate = if generator.chance(85) { generator.predicate(2) } else { generator.expr(Bool, 2) };
    Tree::Parts(vec![Tree::text("where "), predicate])
}

pub(super) fn extend(generator: &mut Generator<'_>) -> Tree {
    let mut made = Vec::new();
    let items = generator.several(3, &mut made);
    made.iter().for_each(|c| generator.put(&c.name, c.ty));
    Tree::Parts(vec![Tree::text("extend "), items])
}

pub(super) fn project(generator: &mut Generator<'_>) -> Tree {
    let mut made = Vec::new();
    let mut items = Vec::new();
    for _ in 0..generator.rng.usize(1..=4) {
        items.push(match generator.rng.u32(0..3) {
            0 => generator.made(&mut made),
            1 => {
                let member = generator.member();
                generator.named(member, Dynamic, &mut made)
            }
            _ => {
                let kept = generator.column(None);
                made.extend(kept.clone());
                Tree::Text(kept.map_or_else(|| generator.name(), |c| crate::query::quoted_name(&c.name)))
            }
        });
    }
    generator.columns = made;
    Tree::Parts(vec![Tree::text("project "), Tree::list(items)])
}

pub(super) fn project_away(generator: &mut Generator<'_>) -> Tree {
    let operator = generator.pick(&["project-away ", "project-keep "]);
    let names = match generator.chance(40) {
        true => Tree::text(generator.pick(&["l*", "*0", "s*, l0", "j*, *1", "*", "*zz*"])),
        false => generator.names(3),
    };
    Tree::Parts(vec![Tree::text(operator), names])
}

pub(super) fn project_rename(generator: &mut Generator<'_>) -> Tree {
    let count = generator.rng.usize(1..=2);
    let rename = |generator: &mut Generator<'_>| {
        let (new, old) = (generator.new_name(), generator.column(None));
        let Some(old) = old else { return Tree::Text(format!("{new} = none")) };
        generator.put(&new, old.ty);
        Tree::Text(format!("{new} = {}", crate::query::quoted_name(&old.name)))
    };
    let items = (0..count).map(|_| rename(generator)).collect();
    Tree::Parts(vec![Tree::text("project-rename "), Tree::list(items)])
}

pub(super) fn project_reorder(generator: &mut Generator<'_>) -> Tree {
    let mut items = Vec::new();
    for _ in 0..generator.rng.usize(1..=3) {
        let name = if generator.chance(50) { generator.name() } else { generator.pick(&["l*", "*0", "*"]).to_owned() };
        let order = generator.pick(&["", "", " asc", " desc", " granny-asc", " granny-desc"]);
        items.push(Tree::Text(name + order));
    }
    Tree::Parts(vec![Tree::text("project-reorder "), Tree::list(items)])
}

/// `serialize`, where window functions may stand after it.
pub(super) fn serialize(generator: &mut Generator<'_>) -> Tree {
    let mut made = Vec::new();
    let (window, ty) = generator.window();
    let item = generator.named(window, ty, &mut made);
    made.iter().for_each(|c| generator.put(&c.name, c.ty));
    let operator = generator.pick(&["serialize ", "serialize\n| extend ", "extend "]);
    Tree::Parts(vec![Tree::text(operator), item])
}

/// Operators that need no column.
pub(super) fn whole(generator: &mut Generator<'_>) -> Tree {
    Tree::text(generator.pick(&["count", "getschema", "as A", "consume", "count as n", "render table", "serialize"]))
}

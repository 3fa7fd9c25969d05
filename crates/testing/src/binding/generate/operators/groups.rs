//! Operators that group.

use lurcher_symbols::Column;
use lurcher_symbols::ScalarType::{DateTime, Dynamic, Long};

use super::Generator;
use crate::binding::Tree;
use crate::query::quoted_name;

impl Generator<'_> {
    /// What rows are grouped by.
    pub(super) fn key(&mut self, made: &mut Vec<Column>) -> Tree {
        match self.rng.u32(0..6) {
            0 => self.made(made),
            1 => {
                let (value, size) = self.pick(&[("d0", "1h"), ("l0", "10"), ("r0", "0.5"), ("t0", "1d"), ("i0", "2")]);
                let function = self.pick(&["bin", "floor", "bin_at"]);
                let at = if function == "bin_at" { format!(", {size}") } else { String::new() };
                Tree::expr(vec![Tree::Text(format!("{function}({value}, {size}{at})"))])
            }
            2 => {
                let member = self.member();
                self.named(member, Dynamic, made)
            }
            3 => Tree::expr(vec![Tree::text(self.pick(&[
                "startofday(d0)",
                "tostring(j0.a)",
                "strcat(s0, s1)",
                "l0 + 1",
            ]))]),
            _ => {
                let column = self.column(None);
                made.extend(column.clone());
                Tree::Text(column.map_or_else(|| self.name(), |c| quoted_name(&c.name)))
            }
        }
    }

    fn aggregates(&mut self, most: usize, made: &mut Vec<Column>) -> Vec<Tree> {
        let mut items = Vec::new();
        for _ in 0..self.rng.usize(0..=most) {
            let (aggregate, ty) = self.aggregate();
            let (aggregate, ty) = match self.rng.u32(0..12) {
                0 => {
                    let (number, sign) = (self.leaf(Long), self.pick(&[" + ", " / ", " == ", " - "]));
                    (Tree::expr(vec![aggregate, Tree::text(sign), number]), Long)
                }
                1 => {
                    let function = self.pick(&["tostring(", "toreal(", "round(", "array_length("]);
                    (Tree::expr(vec![Tree::text(function), aggregate, Tree::text(")")]), Long)
                }
                _ => (aggregate, ty),
            };
            items.push(self.named(aggregate, ty, made));
        }
        items
    }
}

pub(super) fn summarize(generator: &mut Generator<'_>) -> Tree {
    let mut made = Vec::new();
    let keys: Vec<Tree> = (0..generator.rng.usize(0..=2)).map(|_| generator.key(&mut made)).collect();
    let aggregates = generator.aggregates(3, &mut made);
    let gap = if aggregates.is_empty() { "" } else { " " };
    generator.columns = made;
    let aggregates = Tree::List { items: aggregates, between: ", ", least: 0 };
    let by = match keys.is_empty() {
        true => Vec::new(),
        false => vec![Tree::Parts(vec![Tree::Text(format!("{gap}by ")), Tree::list(keys)])],
    };
    Tree::Parts(vec![Tree::text("summarize "), aggregates, Tree::List { items: by, between: "", least: 0 }])
}

pub(super) fn distinct(generator: &mut Generator<'_>) -> Tree {
    let mut made = Vec::new();
    if generator.chance(20) {
        return Tree::text("distinct *");
    }
    let keys = (0..generator.rng.usize(1..=3)).map(|_| generator.key(&mut made)).collect();
    generator.columns = made;
    Tree::Parts(vec![Tree::text("distinct "), Tree::list(keys)])
}

pub(super) fn top_nested(generator: &mut Generator<'_>) -> Tree {
    let mut made = Vec::new();
    let mut levels = Vec::new();
    for _ in 0..generator.rng.usize(1..=2) {
        let key = generator.key(&mut made);
        let (by, ty) = generator.aggregate();
        let count = generator.pick(&["", "2 ", "3 "]);
        let others = generator.pick(&["", "", " with others = 'rest'"]);
        let name = generator.pick(&["", "", "n = ", "x = "]);
        if !name.is_empty() {
            made.push(Column::new(name.trim_end_matches(" = "), ty));
        }
        let by = Tree::Parts(vec![Tree::Text(format!("{others} by {name}")), by]);
        levels.push(Tree::Parts(vec![Tree::Text(format!("top-nested {count}of ")), key, by]));
    }
    generator.columns = made;
    Tree::list(levels)
}

pub(super) fn top_hitters(generator: &mut Generator<'_>) -> Tree {
    let mut made = Vec::new();
    let key = generator.key(&mut made);
    let by = if generator.chance(50) { vec![Tree::text(" by "), generator.leaf(Long)] } else { Vec::new() };
    generator.columns = made;
    Tree::Parts(vec![Tree::text("top-hitters 2 of "), key, Tree::Parts(by)])
}

pub(super) fn sample(generator: &mut Generator<'_>) -> Tree {
    let mut made = Vec::new();
    if generator.chance(40) {
        return Tree::text("sample 2");
    }
    let key = generator.key(&mut made);
    generator.columns = made;
    Tree::Parts(vec![Tree::text("sample-distinct 2 of "), key])
}

/// `bin` of what an axis may be.
pub(super) fn axis(generator: &mut Generator<'_>) -> (String, &'static str, &'static str, &'static str) {
    match generator.column(Some(DateTime)) {
        Some(column) if generator.chance(60) => {
            (quoted_name(&column.name), "datetime(2026-01-01)", "datetime(2026-01-03)", "1d")
        }
        _ => {
            let (from, to, step) =
                generator.pick(&[("0", "10", "1"), ("0.5", "5", "0.5"), ("int(1)", "9", "2"), ("1d", "2d", "1h")]);
            (generator.name(), from, to, step)
        }
    }
}

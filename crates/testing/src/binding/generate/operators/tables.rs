//! Operators over two tables.

use lurcher_symbols::Column;

use super::Generator;
use crate::binding::{Tree, tables};
use crate::query::quoted_name;

impl Generator<'_> {
    /// Another table, and its columns.
    fn other(&mut self) -> (Tree, Vec<Column>) {
        if self.chance(60) {
            let (name, columns) = self.rng.choice(tables()).cloned().unwrap_or_default();
            return (Tree::text(name), columns);
        }
        self.nested(2)
    }

    /// Keys that rows meet by.
    fn on(&mut self, right: &[Column]) -> Tree {
        let mut keys = Vec::new();
        for _ in 0..self.rng.usize(1..=2) {
            let common: Vec<&Column> = right.iter().filter(|c| self.columns.iter().any(|l| l.name == c.name)).collect();
            let common = self.rng.choice(common).cloned();
            let left = self.column(None).map_or_else(|| "l0".to_owned(), |c| quoted_name(&c.name));
            let right = self.rng.choice(right).map_or_else(|| "l0".to_owned(), |c| quoted_name(&c.name));
            keys.push(Tree::Text(match common {
                Some(column) if self.chance(70) => quoted_name(&column.name),
                _ if self.chance(90) => format!("$left.{left} == $right.{right}"),
                _ => self.pick(&["$left.l0 == 1", "l0 == $right.l0", "$right.l0 == $left.l0", "l0 > 1"]).to_owned(),
            }));
        }
        Tree::list(keys)
    }
}

pub(super) fn join(generator: &mut Generator<'_>) -> Tree {
    let (table, right) = generator.other();
    let kind = generator.pick(&[
        "",
        "kind=inner ",
        "kind=innerunique ",
        "kind=leftouter ",
        "kind=rightouter ",
        "kind=fullouter ",
        "kind=leftsemi ",
        "kind=leftanti ",
        "kind=rightsemi ",
        "kind=rightanti ",
        "kind=anti ",
        "kind=leftantisemi ",
    ]);
    let on = generator.on(&right);
    let is_of_right = kind.starts_with("kind=right") && !kind.contains("outer");
    let is_of_both = !kind.contains("semi") && !kind.contains("anti");
    if is_of_right {
        generator.columns = right;
    } else if is_of_both {
        for column in right {
            let is_taken = generator.columns.iter().any(|c| c.name == column.name);
            let name = if is_taken { format!("{}1", column.name) } else { column.name.to_string() };
            generator.put(&name, column.ty);
        }
    }
    Tree::Parts(vec![Tree::Text(format!("join {kind}")), table, Tree::text(" on "), on])
}

pub(super) fn lookup(generator: &mut Generator<'_>) -> Tree {
    let (table, right) = generator.other();
    let kind = generator.pick(&["", "kind=leftouter ", "kind=inner "]);
    let on = generator.on(&right);
    for column in right {
        if generator.columns.iter().all(|c| c.name != column.name) {
            generator.put(&column.name, column.ty);
        }
    }
    Tree::Parts(vec![Tree::Text(format!("lookup {kind}")), table, Tree::text(" on "), on])
}

pub(super) fn union(generator: &mut Generator<'_>) -> Tree {
    let option =
        generator.pick(&["", "", "kind=inner ", "kind=outer ", "withsource=src ", "withsource=l0 ", "isfuzzy=true "]);
    let mut legs = Vec::new();
    for _ in 0..generator.rng.usize(1..=2) {
        let (leg, columns) = generator.other();
        if option == "kind=inner " {
            // What not all tables have is there to one binder and not to the other.
            generator.columns.retain(|column| columns.contains(column));
        }
        for column in columns.into_iter().filter(|_| option != "kind=inner ") {
            if generator.columns.iter().all(|c| c.name != column.name) {
                generator.put(&column.name, column.ty);
            }
        }
        legs.push(leg);
    }
    Tree::Parts(vec![Tree::Text(format!("union {option}")), Tree::list(legs)])
}

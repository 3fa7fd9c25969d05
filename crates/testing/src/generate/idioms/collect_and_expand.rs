//! Values are collected by a key, and each gets a row of its own again: what was one row a key is many.

use lurcher_symbols::ScalarType::{self, Dynamic, Long};
use lurcher_symbols::Column;

use crate::generate::{Generator, Idiom, is_key};
use crate::query::{Aggregate, Expr, JoinKind, Pipeline, Source, Step};

pub(super) static IDIOM: Idiom = Idiom { make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Vec<Step>> {
    let keys = generator.some_columns(columns, 2, is_key);
    let is_collected = |c: &Column| matches!(c.ty, Long | ScalarType::String) && !keys.contains(c);
    let collected = generator.column(columns, is_collected)?;
    let list = generator.free_name(Dynamic, columns);
    let name = if generator.rng.bool() { "make_set" } else { "make_list" };
    let aggregate = Aggregate { name: name.to_owned(), args: vec![Expr::column(&collected)], ty: Dynamic };
    let by = keys.iter().map(|c| (c.name.to_string(), Expr::column(c))).collect();
    let mut steps = vec![Step::Summarize { aggregates: vec![(list.clone(), aggregate)], by }];
    let element = collected.name.to_string();
    steps.push(Step::MvExpand { name: element.clone(), column: list, ty: Some(collected.ty), index: None });
    let names: Vec<String> = keys.iter().map(|c| c.name.to_string()).chain([element]).collect();
    steps.push(match generator.rng.u32(0..3) {
        0 => Step::Distinct(names),
        1 => {
            let count = Aggregate { name: "count".to_owned(), args: Vec::new(), ty: Long };
            let mut expanded = keys.clone();
            expanded.push(collected);
            let by = expanded.iter().map(|c| (c.name.to_string(), Expr::column(c))).collect();
            Step::Summarize { aggregates: vec![(generator.free_name(Long, &expanded), count)], by }
        }
        _ => again(generator, &keys)?,
    });
    if generator.rng.bool() {
        steps.push(Step::Count);
    }
    Some(steps)
}

/// A join with one of the tables by the keys alone, of the kind that nobody names.
fn again(generator: &mut Generator<'_>, keys: &[Column]) -> Option<Step> {
    let having = |table: &&crate::query::Table| keys.iter().all(|key| table.rows.columns.contains(key));
    let tables: Vec<_> = generator.tables.iter().filter(having).collect();
    let table = generator.rng.choice(tables)?;
    let right = Pipeline { source: Source::Table(table.name.clone()), steps: Vec::new() };
    let on = keys.iter().map(|c| (c.name.to_string(), c.name.to_string())).collect();
    Some(Step::Join { kind: JoinKind::InnerUnique, right, on })
}

//! Rows are put in order, and what they have is collected in it.

use lurcher_symbols::ScalarType::{self, Dynamic, Long};
use lurcher_symbols::Column;

use crate::generate::operators::sort::{is_ordered, sort_key};
use crate::generate::{Generator, Idiom, is_key};
use crate::query::{Aggregate, Expr, Step};

pub(super) static IDIOM: Idiom = Idiom { make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Vec<Step>> {
    let keys = if generator.chance(70) { generator.some_columns(columns, 2, is_key) } else { Vec::new() };
    let collected = generator.column(columns, |c| matches!(c.ty, Long | ScalarType::String))?;
    let mut ordered: Vec<Column> = columns.iter().filter(|c| is_ordered(c)).cloned().collect();
    generator.rng.shuffle(&mut ordered);
    let sort = Step::Sort(ordered.iter().map(|c| sort_key(generator, c)).collect());
    let list = Aggregate { name: "make_list".to_owned(), args: vec![Expr::column(&collected)], ty: Dynamic };
    let by = keys.iter().map(|c| (c.name.to_string(), Expr::column(c))).collect();
    let aggregates = vec![(generator.free_name(Dynamic, columns), list)];
    Some(vec![sort, Step::Summarize { aggregates, by }])
}

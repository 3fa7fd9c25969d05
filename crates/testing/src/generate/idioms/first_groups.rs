//! Rows are put in order, and some of their groups are looked at.

use lurcher_symbols::ScalarType::Long;
use lurcher_symbols::Column;

use crate::generate::operators::sort::{is_ordered, sort_key};
use crate::generate::{Generator, Idiom};
use crate::query::{Expr, Step};

pub(super) static IDIOM: Idiom = Idiom { make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Vec<Step>> {
    let keys = generator.some_columns(columns, 2, is_ordered);
    if keys.is_empty() {
        return None;
    }
    let mut steps = vec![Step::Sort(keys.iter().map(|c| sort_key(generator, c)).collect())];
    if generator.rng.bool() {
        let number = generator.free_name(Long, columns);
        steps.push(Step::Serialize(vec![(number, Expr::call("row_number", Vec::new(), Long))]));
    }
    let names = keys.iter().map(|c| c.name.to_string());
    steps.push(match generator.rng.bool() {
        true => Step::Distinct(names.collect()),
        false => {
            let by = keys.iter().map(|c| (c.name.to_string(), Expr::column(c))).collect();
            Step::Summarize { aggregates: Vec::new(), by }
        }
    });
    steps.push(Step::Take(generator.rng.u64(1..6)));
    if generator.rng.bool() {
        steps.push(Step::Count);
    }
    Some(steps)
}

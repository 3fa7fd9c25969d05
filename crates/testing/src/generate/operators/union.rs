//! `union`.

use lurcher_symbols::Column;

use crate::generate::{DEPTH, Generator, Operator};
use crate::query::Step;

pub(super) static OPERATOR: Operator = Operator { weight: 6, is_plain: true, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    if generator.depth >= DEPTH {
        return None;
    }
    let count = generator.rng.usize(1..=2);
    let legs: Vec<_> = (0..count).map(|_| generator.inner()).collect();
    // A column that is named twice makes two of another name when its types differ; equal names have equal types, but
    // for the numbers that a join adds.
    let others: Vec<Column> = legs.iter().flat_map(|leg| leg.columns(generator.tables)).collect();
    let clash = |c: &Column| others.iter().any(|o| o.name == c.name && o.ty != c.ty);
    let shared = columns.iter().any(|c| legs.iter().all(|leg| leg.columns(generator.tables).contains(c)));
    let inner = shared && generator.chance(20);
    Some(Step::Union { legs, inner }).filter(|_| !columns.iter().chain(&others).any(clash))
}

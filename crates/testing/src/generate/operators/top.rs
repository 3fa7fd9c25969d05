//! `top`.

use lurcher_symbols::Column;

use super::sort::{is_ordered, sort_key};
use crate::generate::{Generator, Operator};
use crate::query::Step;

pub(super) static OPERATOR: Operator = Operator { weight: 4, is_plain: true, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let column = generator.column(columns, is_ordered)?;
    let key = sort_key(generator, &column);
    Some(Step::Top(generator.rng.u64(1..6), key))
}

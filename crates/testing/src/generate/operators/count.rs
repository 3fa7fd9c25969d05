//! `count`.

use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::Step;

pub(super) static OPERATOR: Operator = Operator { weight: 4, is_plain: true, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let _ = (generator, columns);
    Some(Step::Count)
}

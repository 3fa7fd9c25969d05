//! `lookup`.

use lurcher_symbols::Column;

use super::join::other_side;
use crate::generate::{Generator, Operator};
use crate::query::Step;

pub(super) static OPERATOR: Operator = Operator { weight: 4, is_plain: true, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let (right, on) = other_side(generator, columns)?;
    Some(Step::Lookup { inner: generator.rng.bool(), right, on })
}

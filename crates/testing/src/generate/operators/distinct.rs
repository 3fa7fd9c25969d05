//! `distinct`.

use lurcher_symbols::Column;

use crate::generate::{Generator, Operator, is_key};
use crate::query::Step;

pub(super) static OPERATOR: Operator = Operator { weight: 7, is_plain: true, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let keys = generator.some_columns(columns, 3, is_key);
    let step = Step::Distinct(keys.iter().map(|c| c.name.to_string()).collect());
    Some(step).filter(|_| !keys.is_empty())
}

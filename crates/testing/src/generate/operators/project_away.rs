//! `project-away`.

use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::Step;

pub(super) static OPERATOR: Operator = Operator { weight: 4, is_plain: true, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let gone = generator.some_columns(columns, 2, |_| true);
    let step = Step::ProjectAway(gone.iter().map(|c| c.name.to_string()).collect());
    Some(step).filter(|_| gone.len() < columns.len() && !gone.is_empty())
}

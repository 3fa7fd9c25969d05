//! `as`.

use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::{Step, Verbatim};

pub(super) static OPERATOR: Operator = Operator { weight: 1, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let text = format!("as Named{}", generator.rng.u32(0..1_000_000));
    let columns = columns.to_vec();
    Some(Step::Verbatim(Verbatim { text, columns, row_by_row: true, ..Verbatim::default() }))
}

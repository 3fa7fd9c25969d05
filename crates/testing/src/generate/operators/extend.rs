//! `extend`.

use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::Step;

pub(super) static OPERATOR: Operator = Operator { weight: 12, is_plain: true, make };

/// A column of the same step cannot be read by the next one, so names that the input lacks are enough.
fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let mut taken = columns.to_vec();
    let mut made = Vec::new();
    for _ in 0..generator.rng.usize(1..=2) {
        let expr = generator.any(columns);
        let name = generator.free_name(expr.ty(), &taken);
        taken.push(Column::new(name.as_str(), expr.ty()));
        made.push((name, expr));
    }
    Some(Step::Extend(made))
}

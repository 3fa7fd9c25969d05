//! The kinds, in the order of `docs/binder.md`: one room for each of its subjects.

mod answers;
mod dynamics;
mod names;
mod refusals;
mod series;
mod unions;

use super::Decided;

/// The kinds that are decided.
pub fn decided_kinds() -> impl Iterator<Item = &'static Decided> {
    [answers::KINDS, dynamics::KINDS, unions::KINDS, names::KINDS, series::KINDS, refusals::KINDS].into_iter().flatten()
}

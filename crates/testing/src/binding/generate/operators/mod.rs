//! Operators. Each says which columns can be named after it, as far as it can be told from afar: a name that is wrong
//! is refused by both binders.

mod columns;
mod expansions;
mod groups;
mod orders;
mod plugins;
mod series;
mod tables;
mod texts;

use super::Generator;
use crate::binding::Tree;

/// Makes an operator.
type Make = fn(&mut Generator<'_>) -> Tree;

/// The operators, and how often each comes.
const OPERATORS: &[(u32, Make)] = &[
    (6, columns::filter),
    (14, columns::extend),
    (12, columns::project),
    (3, columns::project_away),
    (2, columns::project_rename),
    (2, columns::project_reorder),
    (3, columns::serialize),
    (1, columns::whole),
    (14, groups::summarize),
    (2, groups::distinct),
    (3, groups::top_nested),
    (1, groups::top_hitters),
    (1, groups::sample),
    (2, orders::sort),
    (2, orders::top),
    (1, orders::take),
    (2, orders::scan),
    (2, orders::partition),
    (5, tables::join),
    (3, tables::lookup),
    (4, tables::union),
    (5, expansions::mv_expand),
    (3, expansions::mv_apply),
    (4, texts::parse),
    (1, texts::parse_kv),
    (1, texts::search),
    (4, series::make_series),
    (4, plugins::evaluate),
];

impl Generator<'_> {
    /// An operator over the columns that can be named.
    pub(super) fn operator(&mut self) -> Tree {
        let mut chance = self.rng.u32(0..OPERATORS.iter().map(|(weight, _)| weight).sum());
        let chosen = OPERATORS.iter().find(|(weight, _)| match chance.checked_sub(*weight) {
            Some(rest) => {
                chance = rest;
                false
            }
            None => true,
        });
        chosen.map_or_else(|| Tree::text("count"), |(_, make)| make(self))
    }
}

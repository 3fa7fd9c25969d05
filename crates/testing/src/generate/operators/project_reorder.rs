//! `project-reorder` and `project-keep`.

use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::{Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 2, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let first = generator.some_columns(columns, 2, |_| true);
    let names = first.iter().map(|c| quoted_name(&c.name)).collect::<Vec<_>>().join(", ");
    let (text, columns) = match generator.rng.bool() {
        _ if first.is_empty() => return None,
        true => {
            let rest = columns.iter().filter(|c| !first.contains(c)).cloned();
            (format!("project-reorder {names}"), first.iter().cloned().chain(rest).collect())
        }
        false => (format!("project-keep {names}"), columns.iter().filter(|c| first.contains(c)).cloned().collect()),
    };
    Some(Step::Verbatim(Verbatim { text, columns, row_by_row: true, ..Verbatim::default() }))
}

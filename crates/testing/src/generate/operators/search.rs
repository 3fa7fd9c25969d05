//! `search` in what comes.

use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::{Step, Verbatim};

pub(super) static OPERATOR: Operator = Operator { weight: 2, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let term = ["foo", "a", "1", "bar", "10"][generator.rng.usize(0..5)];
    let text = match generator.rng.u32(0..3) {
        0 => format!("search \"{term}\""),
        1 => format!("search kind=case_sensitive \"{term}\" or \"foo\""),
        _ => format!("search \"{term}\" and not(\"b\")"),
    };
    let text = format!("{text} | project-away [\"$table\"]");
    let columns = columns.to_vec();
    Some(Step::Verbatim(Verbatim { text, columns, row_by_row: true, of_all_columns: true, ..Verbatim::default() }))
}

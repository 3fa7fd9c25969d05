//! `union withsource`.

use lurcher_symbols::{Column, ScalarType};

use crate::generate::{Generator, Operator};
use crate::query::{Step, Verbatim};

pub(super) static OPERATOR: Operator = Operator { weight: 2, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    if columns.iter().any(|c| &*c.name == "source") {
        return None;
    }
    let table = &generator.tables[generator.rng.usize(0..generator.tables.len())];
    let text = format!("union withsource=source {}", table.name);
    let added = table.rows.columns.iter().filter(|c| !columns.contains(c)).cloned();
    let source = Column::new("source", ScalarType::String);
    let columns: Vec<Column> = std::iter::once(source).chain(columns.iter().cloned()).chain(added).collect();
    let twice = |c: &Column| columns.iter().filter(|o| o.name == c.name).count() > 1;
    if columns.iter().any(twice) {
        return None;
    }
    Some(Step::Verbatim(Verbatim { text, columns, names_tables: true, ..Verbatim::default() }))
}

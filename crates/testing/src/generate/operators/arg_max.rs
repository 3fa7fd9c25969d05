//! `summarize` by functions that pick a row.

use lurcher_symbols::{Column, ScalarType};

use crate::generate::{Generator, Operator, is_key};
use crate::query::{Heeds, Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 3, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let key = generator.column(columns, |c| c.ty.is_orderable() && c.ty != ScalarType::Bool)?;
    let others = generator.some_columns(columns, 2, |c| *c != key);
    let name = ["arg_max", "arg_min", "take_any"][generator.rng.usize(0..3)];
    let made: Vec<Column> = std::iter::once(key).chain(others).collect();
    let names = made.iter().map(|c| quoted_name(&c.name)).collect::<Vec<_>>().join(", ");
    let by = generator.column(columns, |c| is_key(c) && !made.contains(c));
    let grouped = by.as_ref().map(|by| format!(" by {}", quoted_name(&by.name))).unwrap_or_default();
    let text = format!("summarize {name}({names}){grouped}");
    let columns = by.into_iter().chain(made).collect();
    Some(Step::Verbatim(Verbatim { text, columns, heeds: Heeds::Choice, ..Verbatim::default() }))
}

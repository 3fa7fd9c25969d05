//! `evaluate narrow()`.

use lurcher_symbols::{Column, ScalarType};

use crate::generate::{Generator, Operator};
use crate::query::{Heeds, Step, Verbatim};

pub(super) static OPERATOR: Operator = Operator { weight: 1, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let text = "evaluate narrow() | project-away Row".to_owned();
    let _ = (generator, columns);
    let columns = ["Column", "Value"].map(|name| Column::new(name, ScalarType::String)).to_vec();
    Some(Step::Verbatim(Verbatim { text, columns, heeds: Heeds::Order, of_all_columns: true, ..Verbatim::default() }))
}

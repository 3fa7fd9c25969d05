//! `parse`, in its three kinds.

use lurcher_symbols::ScalarType::{self, Long};
use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::{Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 3, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let source = generator.column(columns, |c| c.ty == ScalarType::String)?;
    let mut taken = columns.to_vec();
    let text_name = generator.free_name(ScalarType::String, &taken);
    taken.push(Column::new(text_name.as_str(), ScalarType::String));
    let long_name = generator.free_name(Long, &taken);
    taken.push(Column::new(long_name.as_str(), Long));
    let kind = ["simple", "relaxed", "regex"][generator.rng.usize(0..3)];
    let (start, middle) = (["* \"f\" ", "", "\"f\" "][generator.rng.usize(0..3)], ["o", " ", "-", "b"][generator.rng.usize(0..4)]);
    let source = quoted_name(&source.name);
    let text = format!("parse kind={kind} {source} with {start}{text_name}:string \"{middle}\" {long_name}:long");
    let columns = taken;
    Some(Step::Verbatim(Verbatim { text, columns, row_by_row: true, ..Verbatim::default() }))
}

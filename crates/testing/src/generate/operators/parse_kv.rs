//! `parse-kv`.

use lurcher_symbols::{Column, ScalarType};

use crate::generate::{Generator, Operator};
use crate::query::{Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 1, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let source = generator.column(columns, |c| c.ty == ScalarType::String)?;
    let made = Column::new(generator.free_name(ScalarType::String, columns), ScalarType::String);
    let source = quoted_name(&source.name);
    let text = format!("parse-kv {source} as ({}: string) with (pair_delimiter = \" \", kv_delimiter = \"o\")", made.name);
    let columns = [columns.to_vec(), vec![made]].concat();
    Some(Step::Verbatim(Verbatim { text, columns, row_by_row: true, ..Verbatim::default() }))
}

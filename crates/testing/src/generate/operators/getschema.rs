//! `getschema`.

use lurcher_symbols::{Column, ScalarType};

use crate::generate::{Generator, Operator};
use crate::query::{Step, Verbatim};

pub(super) static OPERATOR: Operator = Operator { weight: 1, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let _ = (generator, columns);
    let text = "getschema | project-away ColumnOrdinal".to_owned();
    let columns = ["ColumnName", "DataType", "ColumnType"].map(|name| Column::new(name, ScalarType::String)).to_vec();
    Some(Step::Verbatim(Verbatim { text, columns, of_all_columns: true, ..Verbatim::default() }))
}
